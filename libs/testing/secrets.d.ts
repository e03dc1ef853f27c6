/** What must be written down nowhere: secrets, tokens, tickets, codes, sessions, and anybody's phone number. */
export class Secrets {
  /** @param known all but the phone numbers, which are known by their looks. @throws Error for one shorter than 12 letters */
  constructor(known: string[]);

  /** Says what is in a text, but not which. */
  foundIn(text: string): string[];

  /**
   * Looks into every file below a folder, whoever has written it; but not for what belongs there: customers' phone numbers in
   * MySQL's `data`, and any of it in Redis's `appendonlydir`.
   */
  foundInFiles(folder: string): Promise<string[]>;
}
