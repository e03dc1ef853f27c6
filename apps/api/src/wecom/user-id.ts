/**
 * User ids are case-insensitive on input and come back in changing case (chapter 7, ID rules). Everything behind
 * the door compares and stores them in lower case.
 */
export function normalizeUserId(userId: string): string {
  return userId.toLowerCase();
}
