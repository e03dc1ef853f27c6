/** What is looked at, in the order of the report: first what is the server's, then the corp's, then each app's. */
export const steps = [
  'configuration',
  'platform',
  'clock',
  'database',
  'database_charset',
  'migrations',
  'redis',
  'redis_eviction',
  'redis_persistence',
  'dns',
  'origin',
  'api',
  'domain_file',
  'secret',
  'trusted_ip',
  'app_enabled',
  'agent_id',
  'visible_range',
  'oauth_domain',
  'jssdk_domain',
  'customer_api',
  'customer_contact',
  'tickets',
  'page',
  'toolbar_page',
  'callback',
  'callback_saved',
] as const;
export type Step = (typeof steps)[number];

/** Right; wrong; nothing that can be seen from here, so somebody has to look; not asked, and the finding says why. */
export const verdicts = ['right', 'wrong', 'by_hand', 'not_asked'] as const;
export type Verdict = (typeof verdicts)[number];

/** Everything that can be found, and what it means. The words are in `words/`, and for people in docs/doctor.md. */
export const codes = {
  fine: 'right',
  database_fine: 'right',
  customer_contact_fine: 'right',
  not_asked: 'not_asked',
  configuration_flaw: 'wrong',
  platform_no_answer: 'wrong',
  clock_off: 'wrong',
  database_no_answer: 'wrong',
  database_charset: 'wrong',
  migrations_pending: 'wrong',
  cache_in_process: 'not_asked',
  redis_no_answer: 'wrong',
  redis_evicts: 'wrong',
  redis_forgets: 'wrong',
  redis_persistence_by_hand: 'by_hand',
  dns_unknown: 'wrong',
  tls_refused: 'wrong',
  origin_no_answer: 'wrong',
  api_not_there: 'wrong',
  domain_file_by_hand: 'by_hand',
  domain_file_missing: 'wrong',
  domain_file_differs: 'wrong',
  corp_id_unknown: 'wrong',
  secret_wrong: 'wrong',
  secret_of_other_corp: 'wrong',
  address_banned: 'wrong',
  ip_not_trusted: 'wrong',
  app_disabled: 'wrong',
  agent_id_unknown: 'wrong',
  agent_of_other_secret: 'wrong',
  visible_range_empty: 'wrong',
  oauth_domain_missing: 'wrong',
  oauth_domain_differs: 'wrong',
  jssdk_domain_by_hand: 'by_hand',
  customer_api_forbidden: 'wrong',
  customer_contact_nobody: 'wrong',
  wecom_throttled: 'wrong',
  wecom_no_answer: 'wrong',
  wecom_refused: 'wrong',
  page_redirected: 'wrong',
  page_missing: 'wrong',
  toolbar_page_by_hand: 'by_hand',
  callback_not_declared: 'not_asked',
  callback_not_there: 'wrong',
  callback_refused: 'wrong',
  callback_echo_changed: 'wrong',
  callback_saved_by_hand: 'by_hand',
} as const satisfies Record<string, Verdict>;
export type DoctorCode = keyof typeof codes;

/** What stands in the words' places. Never a secret. */
export type Facts = Record<string, string>;

/** What a check has come to. */
export interface Said {
  code: DoctorCode;
  facts?: Facts;
}

/** What a finding is about: the server, where both are null; a corp; or an app. */
export interface About {
  corpId: string | null;
  agentId: number | null;
}

export interface Finding extends About {
  step: Step;
  verdict: Verdict;
  code: DoctorCode;
  facts: Facts;
}

export const server: About = { corpId: null, agentId: null };
export const fine: Said = { code: 'fine' };

export function findingOf(about: About, step: Step, { code, facts = {} }: Said): Finding {
  return { ...about, step, verdict: codes[code], code, facts };
}

export function isWrong({ verdict }: Finding): boolean {
  return verdict === 'wrong';
}
