import type { ErrorCode } from '@sidecard/contracts';
import { AppError } from '../platform/errors/app-error.js';
import { plightOf, type WecomOutcome, type WecomPlight } from './errcodes.js';

/** Refusals of the platform as the rest of the API and the page know them, unless a caller knows better. */
const codes = {
  refresh: 'WECOM_UNAVAILABLE',
  busy: 'WECOM_UNAVAILABLE',
  throttled: 'WECOM_UNAVAILABLE',
  crowded: 'WECOM_UNAVAILABLE',
  misconfigured: 'WECOM_MISCONFIGURED',
  not_permitted: 'WECOM_NOT_PERMITTED',
  not_found: 'CUSTOMER_NOT_FOUND',
  relation_lost: 'RELATION_ENDED',
  login_again: 'OAUTH_CODE_INVALID',
  bug: 'UNEXPECTED',
} as const satisfies Record<WecomOutcome, ErrorCode>;

const plightCodes = {
  customer_api_forbidden: 'CUSTOMER_API_FORBIDDEN',
  domain_not_trusted: 'DOMAIN_NOT_TRUSTED',
  ip_not_trusted: 'IP_NOT_TRUSTED',
  outside_range: 'OUTSIDE_VISIBLE_RANGE',
  no_customer_contact: 'CUSTOMER_CONTACT_DISABLED',
} as const satisfies Record<WecomPlight, ErrorCode>;

function codeOf(outcome: WecomOutcome, errcode: number | null): ErrorCode {
  const plight = plightOf(errcode);
  return plight ? plightCodes[plight] : codes[outcome];
}

/**
 * WeCom refused a call, or could not be reached (`errcode` null). Holds neither url nor answer: both carry tokens or
 * personal data.
 */
export class WecomError extends AppError {
  constructor(
    readonly outcome: WecomOutcome,
    /** Below /cgi-bin. */
    readonly path: string,
    readonly errcode: number | null,
    reason: string,
    /** When it is worth asking again, where that is known. Milliseconds since 1970. */
    readonly until: number | null = null,
    /** Our address as the platform sees it, where that is what it minds (60020). Not for those who ask us. */
    readonly callerIp: string | null = null,
  ) {
    super(codeOf(outcome, errcode), `${path}: ${reason}`, {
      ...(errcode === null ? {} : { errcode }),
      ...(until === null ? {} : { askAgainAt: new Date(until).toISOString() }),
    });
    this.name = 'WecomError';
  }
}

export function isWecomError(error: unknown, ...outcomes: WecomOutcome[]): error is WecomError {
  return error instanceof WecomError && outcomes.includes(error.outcome);
}
