import { errorStatus, type ErrorCode } from '@sidecard/contracts';

/**
 * A refusal the client can understand: a stable code, and at most a few harmless facts in `details`.
 * The message is for our own log and for developers; it never holds personal data, a token or a secret.
 */
export class AppError extends Error {
  readonly status: number;

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details?: Record<string, unknown>,
  ) {
    super(message);
    this.name = 'AppError';
    this.status = errorStatus[code];
  }
}
