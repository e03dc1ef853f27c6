/** Times leave as ISO 8601 in UTC. @param ms since 1970 */
export function iso(ms: number): string {
  return new Date(ms).toISOString();
}
