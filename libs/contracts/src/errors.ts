import * as z from 'zod/mini';

/**
 * Every way our API can refuse, and the HTTP status it is sent with. The codes are stable; the words belong to the
 * client (apps/sidebar/src/locales).
 */
export const errorStatus = {
  /** The request does not have the shape the route asks for. */
  INVALID_REQUEST: 400,
  ROUTE_NOT_FOUND: 404,
  PAYLOAD_TOO_LARGE: 413,
  /** No corp or app of that id is declared in the configuration. */
  UNKNOWN_APP: 404,
  /** This browser has proved nobody. */
  NOT_LOGGED_IN: 401,
  /** This browser has proved somebody, but not in this web view: prove again. */
  SESSION_CHANGED: 401,
  /** The OAuth round trip was not begun by this browser, or was already finished. */
  OAUTH_STATE_INVALID: 400,
  /** WeCom no longer accepts the code it gave us: expired or used. */
  OAUTH_CODE_INVALID: 400,
  /** WeCom knows the visitor, but not as a member of the corp. */
  NOT_A_MEMBER: 403,
  /** We sign pages of our own origin only. */
  URL_NOT_OURS: 400,
  /** A write that was not sent by our own page (CSRF). */
  ORIGIN_NOT_OURS: 403,
  /** Another chat is open beside the page than the one this was written for: nothing has been done. */
  CHAT_CHANGED: 409,
  /** Too many requests of one web view or one address; `details.retryAfterS` says when there is room again. */
  RATE_LIMITED: 429,
  /** Unknown, or not served by this member: deliberately one answer, so that ids cannot be probed. */
  CUSTOMER_NOT_FOUND: 404,
  /** A group that is unknown, has been dissolved, or is not this member's: deliberately one answer. */
  GROUP_CHAT_NOT_FOUND: 404,
  /** Only whoever serves the customer may change what is noted of them. */
  NOT_OWN_CUSTOMER: 403,
  /** The member served this customer, and no longer does. */
  RELATION_ENDED: 403,
  /** Unknown, deleted, or somebody else's: deliberately one answer. */
  FOLLOW_UP_NOT_FOUND: 404,
  /** Not among the records this member was shown for this customer, or not there any more. */
  CRM_RECORD_NOT_FOUND: 404,
  /** A script, or an image of one, that is unknown or somebody else's: deliberately one answer. */
  SCRIPT_NOT_FOUND: 404,
  /** Somebody has changed the script meanwhile: nothing has been done. */
  SCRIPT_CHANGED: 409,
  /** The company's own CRM can't do that: it is read, never written. */
  CRM_READ_ONLY: 409,
  /** The company's own CRM does not answer. */
  CRM_UNAVAILABLE: 503,
  /** WeCom does not answer, or asks to be left alone for a while. */
  WECOM_UNAVAILABLE: 503,
  /** The app's set-up in WeCom is wrong; `details.errcode` says how. Only an administrator can help. */
  WECOM_MISCONFIGURED: 502,
  /** The app is not listed under 可调用接口的应用 (48002). */
  CUSTOMER_API_FORBIDDEN: 502,
  /** The page's domain is not a trusted domain of the app (50001). */
  DOMAIN_NOT_TRUSTED: 502,
  /** The address we call from is not among the app's trusted ones (60020). */
  IP_NOT_TRUSTED: 502,
  /** The member is outside the app's visible range (60011 and its kin). */
  OUTSIDE_VISIBLE_RANGE: 403,
  /** 客户联系 is not enabled for the member (84074). */
  CUSTOMER_CONTACT_DISABLED: 403,
  /** WeCom does not let this app or member do that; `details.errcode` says why. */
  WECOM_NOT_PERMITTED: 502,
  /** The API can't work yet, or just now; `details.waitingFor` names what it lacks. */
  NOT_READY: 503,
  /** Ours to mend. Nothing about it leaves the server but the request id. */
  UNEXPECTED: 500,
} as const;

export type ErrorCode = keyof typeof errorStatus;

function isErrorCode(code: string): code is ErrorCode {
  return Object.keys(errorStatus).includes(code);
}

export const errorBodySchema = z.object({
  /** A code that this build does not know comes from a newer API and is shown like any unexpected failure. */
  code: z.pipe(
    z.string(),
    z.transform((code): ErrorCode => (isErrorCode(code) ? code : 'UNEXPECTED')),
  ),
  /** For developers, in English. Never shown to sales staff. */
  message: z.string(),
  requestId: z.string(),
  // Not a record: its schema alone weighs half a kilobyte in the page.
  details: z.optional(z.looseObject({})),
});

export type ErrorBody = z.infer<typeof errorBodySchema>;
