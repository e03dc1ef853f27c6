/** What was wrong with a callback, for our own log and counters. Whoever sent it learns none of it. */
export type RefusalReason =
  /** No such app is declared, or it has no callback settings. */
  | 'unknown_app'
  /** Signature, timestamp, nonce or echostr is missing, there twice, or of no shape. */
  | 'query'
  /** Not one `xml` element with exactly one `Encrypt`, in UTF-8 and without DOCTYPE. */
  | 'envelope'
  | 'signature'
  /** Too far from our clock: sent long ago, or one of the two clocks is wrong. */
  | 'timestamp'
  /** The nonce was here with another signature. */
  | 'nonce'
  /** The envelope names another corp or app. */
  | 'addressee'
  | 'base64'
  | 'padding'
  /** What is inside says it is longer than it is. */
  | 'length'
  /** Sealed for another corp. */
  | 'receiver'
  /** What was sealed is no message. */
  | 'message';

/** A request that is not believed to be the platform's. Always answered the same way. */
export class CallbackRefused extends Error {
  constructor(readonly reason: RefusalReason) {
    super(`callback refused: ${reason}`);
    this.name = 'CallbackRefused';
  }
}
