import type { DoctorWords } from './doctor-words.js';

export const en: DoctorWords = {
  title: 'Sidecard doctor',
  ofServer: 'The server',
  remembered:
    ' (a remembered answer: nothing is asked again before {askAgainAt}, so that nobody is locked out)',
  verdicts: { right: 'right', wrong: 'WRONG', by_hand: 'check by hand', not_asked: 'not asked' },
  steps: {
    configuration: 'configuration',
    platform: 'reaching WeCom',
    clock: 'clock',
    database: 'database',
    database_charset: 'charset of the database',
    migrations: 'version of the database',
    redis: 'Redis',
    redis_eviction: 'eviction policy of Redis',
    redis_persistence: 'persistence of Redis',
    dns: 'DNS',
    origin: 'reaching the domain, certificate',
    api: 'the domain leads to Sidecard',
    domain_file: 'domain ownership file',
    secret: 'corp id and Secret',
    trusted_ip: '企业可信IP (trusted addresses)',
    app_enabled: 'app enabled',
    agent_id: 'AgentId',
    visible_range: '可见范围 (visible range)',
    oauth_domain: '可信域名 (domain) for OAuth',
    jssdk_domain: '可信域名 (domain) for JS-SDK',
    customer_api: 'may call customer APIs',
    customer_contact: 'members with 客户联系',
    tickets: 'JS-SDK tickets',
    page: 'address of the sidebar page',
    toolbar_page: '聊天工具栏 (chat toolbar)',
    callback: '接收消息 (callback)',
    callback_saved: 'callback as saved in the console',
  },
  codes: {
    fine: { said: 'as it should be', todo: null },
    database_fine: {
      said: 'can be opened; time zone {timeZone} (times are stored in milliseconds, nothing depends on it)',
      todo: null,
    },
    customer_contact_fine: { said: '{count} members', todo: null },
    not_asked: { said: 'because of “{because}”: mend that first', todo: null },
    configuration_flaw: { said: '{flaw}', todo: 'Mend this one, and run it again' },
    platform_no_answer: {
      said: 'WeCom’s API cannot be reached',
      todo: 'Look at network, DNS and firewall from here to qyapi.weixin.qq.com:443, and at WECOM_API_BASE_URL',
    },
    clock_off: {
      said: 'the clock here is {seconds} s off WeCom’s',
      todo: 'Switch time synchronisation on (chrony, for instance), and run it again',
    },
    database_no_answer: {
      said: 'the database cannot be opened: {cause}',
      todo: 'Look at host, port, user, password and database name in MYSQL_URL (or at SQLITE_FILE), and whether the database runs',
    },
    database_charset: {
      said: 'these tables have columns that are not utf8mb4: {tables}',
      todo: 'ALTER TABLE … CONVERT TO CHARACTER SET utf8mb4 for each: emoji and rare characters are lost otherwise',
    },
    migrations_pending: {
      said: 'the database is behind this version by {count} migrations',
      todo: 'Make a backup, then run the migrate command (docker compose run --rm migrate)',
    },
    cache_in_process: {
      said: 'no REDIS_URL: sessions live in the process, end when it restarts, and there can be only one process',
      todo: null,
    },
    redis_no_answer: {
      said: 'Redis cannot be reached',
      todo: 'Look at host, port and password in REDIS_URL, and whether Redis runs',
    },
    redis_evicts: {
      said: 'when memory is full, keys are thrown away ({policy}): sessions and tokens may vanish',
      todo: 'Set maxmemory-policy to noeviction, and give Redis enough memory',
    },
    redis_forgets: {
      said: 'nothing is kept on disk: all sessions are gone when Redis restarts',
      todo: 'Set appendonly to yes (or set save)',
    },
    redis_persistence_by_hand: {
      said: 'this Redis does not show its save setting',
      todo: 'See at whoever provides it that AOF or snapshots are on',
    },
    dns_unknown: {
      said: '{host} has no address ({problem})',
      todo: 'Add an A record for it where the domain is managed, or correct publicOrigin in the YAML',
    },
    tls_refused: {
      said: 'certificate or TLS of {origin} is wrong ({problem})',
      todo: 'Install a certificate for this very domain that is valid, in date and comes with its intermediates',
    },
    origin_no_answer: {
      said: '{origin} does not answer ({problem})',
      todo: 'See that nginx or the load balancer runs, that the port is open, and that the domain can be reached from here too',
    },
    api_not_there: {
      said: 'what is behind {origin}/api/ is not Sidecard ({status})',
      todo: 'Lead the domain to Sidecard’s nginx and /api/ to the API, and see that the API runs',
    },
    domain_file_by_hand: {
      said: 'the configuration does not name the WW_verify file, so it cannot be looked at',
      todo: 'Open {origin}/WW_verify_….txt and compare; or name it as domainFile of the corp in the YAML, and the doctor does',
    },
    domain_file_missing: {
      said: '{url} cannot be had ({status})',
      todo: 'Download the file at 申请校验域名 in the console, put it into the verify folder, and leave it there for good',
    },
    domain_file_differs: {
      said: '{url} has another content',
      todo: 'It must be {expected} and nothing else, no space and no newline; no catch-all for pages may answer there',
    },
    corp_id_unknown: {
      said: 'WeCom knows no corp {corpId} ({errcode})',
      todo: 'Copy 我的企业 → 企业信息 → 企业ID to corpId in the YAML',
    },
    secret_wrong: {
      said: 'the Secret is wrong, or has been reset ({errcode})',
      todo: 'Copy it anew from 应用管理 → 应用 → 自建 → the app → Secret to where secret in the YAML points, and restart; do not try around: too many wrong ones lock this address out for an hour',
    },
    secret_of_other_corp: {
      said: 'the Secret is that of another corp ({errcode})',
      todo: 'See whether the secrets of two corps are exchanged in the YAML',
    },
    address_banned: {
      said: 'this address is locked out for asking for tokens too often ({errcode})',
      todo: 'Try nothing more, and wait for an hour; see meanwhile that the Secret is right',
    },
    ip_not_trusted: {
      said: 'the address {ip} we call from is not a trusted one ({errcode})',
      todo: 'At 应用管理 → the app → 企业可信IP → 配置 add it behind those that are there, with a semicolon: ;{ip} (it works about a minute later)',
    },
    app_disabled: {
      said: 'the app {agentId} is switched off',
      todo: 'Switch it on (启用) at 应用管理 → the app',
    },
    agent_id_unknown: {
      said: 'the corp has no app with the AgentId {agentId} ({errcode})',
      todo: 'Copy AgentId from 应用管理 → the app to agentId in the YAML',
    },
    agent_of_other_secret: {
      said: 'the Secret is that of another app of the corp, not of {agentId} ({errcode})',
      todo: 'Copy AgentId and Secret from the page of the same app; see whether they are exchanged in the YAML',
    },
    visible_range_empty: {
      said: 'the visible range is empty: nobody sees the app',
      todo: 'Add the departments or members who are to use the sidebar at 应用管理 → the app → 可见范围',
    },
    oauth_domain_missing: {
      said: 'the app has no trusted domain for OAuth: members who log in get 50001',
      todo: 'Enter {host} at 应用管理 → the app → 网页授权及JS-SDK → 设置可信域名',
    },
    oauth_domain_differs: {
      said: 'the trusted domain for OAuth is {found}, and the page is at {host}: members who log in get 50001',
      todo: 'Make it {host} at 网页授权及JS-SDK → 设置可信域名 (no https://, and the port unless it is 443), or correct publicOrigin in the YAML',
    },
    jssdk_domain_by_hand: {
      said: 'WeCom has no API that tells the trusted domains for JS-SDK',
      todo: 'See at 网页授权及JS-SDK that {host} is in the list, is verified, and has its ICP filing (备案)',
    },
    customer_api_forbidden: {
      said: 'the app may not call customer APIs ({errcode})',
      todo: 'Tick the app at 客户与上下游 → 客户联系 → API → 可调用接口的应用',
    },
    customer_contact_nobody: {
      said: 'no member in the visible range has 客户联系',
      todo: 'Add members at 客户联系 → 权限配置 → 使用范围, and see that they are in the app’s visible range too',
    },
    wecom_throttled: {
      said: 'WeCom says that it is called too often ({errcode})',
      todo: 'Wait until that is over; see whether some other program calls a lot with the same app',
    },
    wecom_no_answer: {
      said: 'WeCom did not answer, or not in its own words',
      todo: 'Run it again a little later; if it stays, look at the network from here to WeCom',
    },
    wecom_refused: {
      said: 'WeCom refused with errcode {errcode}',
      todo: 'Look it up at https://open.work.weixin.qq.com/devtool/query?e={errcode}',
    },
    page_redirected: {
      said: '{url} redirects to {location}: the browser shows another url than the one that is signed, and JS-SDK refuses the signature',
      todo: 'Take the redirect away; or make publicOrigin, the trusted domains and the chat toolbar page what it leads to',
    },
    page_missing: {
      said: 'there is no sidebar page at {url} ({status})',
      todo: 'See that nginx gives the built index.html at /s/ (apps/web/nginx.conf), or that SIDEBAR_FILES is set',
    },
    toolbar_page_by_hand: {
      said: 'WeCom has no API that tells the chat toolbar’s pages',
      todo: 'See at the app → 配置到聊天工具栏 that the page is {url} to the letter; restart the WeCom client after a change',
    },
    callback_not_declared: {
      said: 'there is no callback in the YAML: changes in WeCom are found when a customer is opened, and by the nightly sync',
      todo: null,
    },
    callback_not_there: {
      said: '{url} is not taken in as it should be ({status})',
      todo: 'See that nginx passes /wecom/callback/ to the API with its query, GET and POST',
    },
    callback_refused: {
      said: 'the API that answers at {url} does not know the Token or EncodingAESKey of this configuration',
      todo: 'See that all API processes use the same YAML and secrets, and restart them after a change; then compare with 接收消息 in the console',
    },
    callback_echo_changed: {
      said: '{url} does not answer with the plaintext as it is: the console will not save it',
      todo: 'Let no proxy or firewall in front rewrite answers of this address',
    },
    callback_saved_by_hand: {
      said: 'WeCom has no API that tells the url, Token and EncodingAESKey saved in the console',
      todo: 'See at the app → 接收消息 → 设置API接收 that the url is {url}, that both secrets are those of the YAML, and that the events of customers are ticked',
    },
  },
};
