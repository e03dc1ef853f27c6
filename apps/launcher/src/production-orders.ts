/** What may be done to the production shape, by message. It answers `done`. */
export type Order =
  | { kind: 'restartApi'; which: number }
  | { kind: 'kill' | 'revive'; service: 'mysql' | 'redis' }
  /** Ends the whole shape where it finds something wrong. */
  | { kind: 'doctor' };
