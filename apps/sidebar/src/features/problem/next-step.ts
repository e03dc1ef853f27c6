import type { ProblemCode } from '../../problem';

/** What the person can do about a problem from here. */
export type NextStep =
  /** Ask once more, in the page as it is. */
  | 'retry'
  /** Load the page anew: the SDK keeps waiting for a config that was never answered, and an old page stays old. */
  | 'reload'
  | 'login'
  /** By a QR code: for browsers outside WeCom. */
  | 'web-login'
  /** Nothing on this screen: the words say what to do elsewhere. */
  | 'none';

const nextSteps: Record<ProblemCode, NextStep> = {
  INVALID_REQUEST: 'reload',
  ROUTE_NOT_FOUND: 'reload',
  PAYLOAD_TOO_LARGE: 'retry',
  UNKNOWN_APP: 'none',
  NOT_LOGGED_IN: 'login',
  SESSION_CHANGED: 'login',
  OAUTH_STATE_INVALID: 'login',
  OAUTH_CODE_INVALID: 'login',
  NOT_A_MEMBER: 'login',
  URL_NOT_OURS: 'none',
  ORIGIN_NOT_OURS: 'reload',
  CHAT_CHANGED: 'retry',
  RATE_LIMITED: 'retry',
  CUSTOMER_NOT_FOUND: 'retry',
  GROUP_CHAT_NOT_FOUND: 'retry',
  NOT_OWN_CUSTOMER: 'retry',
  RELATION_ENDED: 'retry',
  FOLLOW_UP_NOT_FOUND: 'retry',
  SCRIPT_NOT_FOUND: 'retry',
  SCRIPT_CHANGED: 'retry',
  CRM_RECORD_NOT_FOUND: 'retry',
  CRM_READ_ONLY: 'none',
  CRM_UNAVAILABLE: 'retry',
  WECOM_UNAVAILABLE: 'retry',
  WECOM_MISCONFIGURED: 'retry',
  WECOM_NOT_PERMITTED: 'retry',
  CUSTOMER_API_FORBIDDEN: 'retry',
  CUSTOMER_CONTACT_DISABLED: 'retry',
  IP_NOT_TRUSTED: 'retry',
  NOT_READY: 'retry',
  UNEXPECTED: 'reload',
  OUTSIDE_WECOM: 'web-login',
  BAD_ADDRESS: 'none',
  NOT_BESIDE_A_CHAT: 'retry',
  NO_JSSDK_PERMISSION: 'retry',
  SIGNATURE_REFUSED: 'reload',
  DOMAIN_NOT_TRUSTED: 'retry',
  OUTSIDE_VISIBLE_RANGE: 'retry',
  CLIENT_TOO_OLD: 'none',
  CLIENT_SILENT: 'reload',
  LOGIN_LOOP: 'login',
  NETWORK_LOST: 'retry',
};

export function nextStep(code: ProblemCode): NextStep {
  return nextSteps[code];
}
