import { WecomError } from '../wecom-error.js';

/** What a refusal says of how an app is set up. Each is mended in a place of its own. */
export type SetupFlaw =
  | 'corp_id_unknown'
  | 'secret_wrong'
  | 'secret_of_other_corp'
  /** Our address is locked out of asking for tokens. */
  | 'address_banned'
  | 'ip_not_trusted'
  | 'app_disabled'
  | 'agent_id_unknown'
  /** The secret is that of another app of the corp. */
  | 'agent_of_other_secret'
  | 'customer_api_forbidden'
  | 'wecom_throttled'
  | 'wecom_no_answer'
  /** Whatever else; `errcode` says what. */
  | 'wecom_refused';

export interface SetupTrouble {
  flaw: SetupFlaw;
  errcode: number | null;
  /** Whether asking for the token has come to this, and not what was asked with it. */
  ofToken: boolean;
  /** Our address as the platform sees it, if it has said so. */
  callerIp: string | null;
  /** Until then the answer is remembered, and nothing asked. Ms since 1970. */
  askAgainAt: number | null;
}

/** Chapter 2. */
const flaws = new Map<number, SetupFlaw>([
  [40013, 'corp_id_unknown'],
  [40001, 'secret_wrong'],
  [40091, 'secret_of_other_corp'],
  [60020, 'ip_not_trusted'],
  [50003, 'app_disabled'],
  [40056, 'agent_id_unknown'],
  [301002, 'agent_of_other_secret'],
  [48002, 'customer_api_forbidden'],
]);

/** @throws whatever is no refusal of the platform */
export function setupTroubleOf(error: unknown): SetupTrouble {
  if (!(error instanceof WecomError)) throw error;
  const { errcode, callerIp, until: askAgainAt } = error;
  const ofToken = error.path === '/gettoken';
  return { flaw: flawOf(error, ofToken), errcode, ofToken, callerIp, askAgainAt };
}

function flawOf({ outcome, errcode }: WecomError, ofToken: boolean): SetupFlaw {
  if (errcode === null) return 'wecom_no_answer';
  // Wrong secrets, again and again, lead to that for an hour (chapter 3).
  if (outcome === 'throttled') return ofToken ? 'address_banned' : 'wecom_throttled';
  return flaws.get(errcode) ?? 'wecom_refused';
}
