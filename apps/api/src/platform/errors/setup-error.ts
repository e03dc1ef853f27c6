/** The API can't start as it is set up. One line for each flaw, each naming where it is; never a secret. */
export class SetupError extends Error {
  constructor(readonly flaws: readonly string[]) {
    super(flaws.join('\n'));
    this.name = 'SetupError';
  }
}
