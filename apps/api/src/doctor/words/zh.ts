import type { DoctorWords } from './doctor-words.js';

export const zh: DoctorWords = {
  title: 'Sidecard 体检',
  ofServer: '服务器',
  remembered: '（这是记住的答复，{askAgainAt} 之前不会再问，以免被封）',
  verdicts: { right: '正常', wrong: '错误', by_hand: '请手工核对', not_asked: '未检查' },
  steps: {
    configuration: '配置文件',
    platform: '连接企业微信',
    clock: '时钟',
    database: '数据库',
    database_charset: '数据库字符集',
    migrations: '数据库版本',
    redis: 'Redis',
    redis_eviction: 'Redis 淘汰策略',
    redis_persistence: 'Redis 持久化',
    dns: '域名解析',
    origin: '域名访问与证书',
    api: '域名转发到 Sidecard',
    domain_file: '域名归属文件',
    secret: '企业 ID 与 Secret',
    trusted_ip: '企业可信 IP',
    app_enabled: '应用已启用',
    agent_id: 'AgentId',
    visible_range: '可见范围',
    oauth_domain: '网页授权可信域名',
    jssdk_domain: 'JS-SDK 可信域名',
    customer_api: '可调用客户联系接口',
    customer_contact: '有客户联系权限的成员',
    tickets: 'JS-SDK 票据',
    page: '侧边栏页面地址',
    toolbar_page: '聊天工具栏',
    callback: '接收消息',
    callback_saved: '后台保存的回调',
  },
  codes: {
    fine: { said: '没有问题', todo: null },
    database_fine: { said: '可以连接；时区 {timeZone}（时间都存为毫秒数，不受它影响）', todo: null },
    customer_contact_fine: { said: '{count} 名成员', todo: null },
    not_asked: { said: '「{because}」有问题，先解决它', todo: null },
    configuration_flaw: { said: '{flaw}', todo: '按提示改好这一处，再运行一次' },
    platform_no_answer: {
      said: '连不上企业微信的接口',
      todo: '检查本机到 qyapi.weixin.qq.com:443 的网络、DNS、防火墙和 WECOM_API_BASE_URL',
    },
    clock_off: {
      said: '本机时钟与企业微信相差 {seconds} 秒',
      todo: '打开时间同步（如 chrony），再运行一次',
    },
    database_no_answer: {
      said: '打不开数据库：{cause}',
      todo: '检查 MYSQL_URL（或 SQLITE_FILE）的主机、端口、账号、密码和库名，以及数据库是否在运行',
    },
    database_charset: {
      said: '这些表有列不是 utf8mb4：{tables}',
      todo: '逐表执行 ALTER TABLE … CONVERT TO CHARACTER SET utf8mb4，否则表情和生僻字会丢失',
    },
    migrations_pending: {
      said: '数据库落后于本版本，还有 {count} 个迁移没有执行',
      todo: '先备份，再运行 migrate 命令（docker compose run --rm migrate）',
    },
    cache_in_process: {
      said: '没有设置 REDIS_URL：会话保存在进程里，重启后成员要重新登录，且只能运行一个进程',
      todo: null,
    },
    redis_no_answer: {
      said: '连不上 Redis',
      todo: '检查 REDIS_URL 的主机、端口、密码，以及 Redis 是否在运行',
    },
    redis_evicts: {
      said: '内存满时会按 {policy} 淘汰键：会话和令牌可能突然消失',
      todo: '把 maxmemory-policy 设为 noeviction，并给 Redis 足够的内存',
    },
    redis_forgets: {
      said: '没有持久化：Redis 重启后所有会话都没有了',
      todo: '把 appendonly 设为 yes（或设置 save）',
    },
    redis_persistence_by_hand: {
      said: '这个 Redis 不允许查看 save 设置',
      todo: '在提供它的云平台上确认已开启 AOF 或快照',
    },
    dns_unknown: {
      said: '域名 {host} 解析不到地址（{problem}）',
      todo: '在域名服务商处为它添加 A 记录，或改正 YAML 里的 publicOrigin',
    },
    tls_refused: {
      said: '{origin} 的证书或 TLS 有问题（{problem}）',
      todo: '为这个域名换上有效、未过期、带中间证书的证书',
    },
    origin_no_answer: {
      said: '{origin} 没有应答（{problem}）',
      todo: '确认 nginx 或负载均衡在运行，端口已放行，并且从本机也能访问这个域名',
    },
    api_not_there: {
      said: '{origin}/api/ 后面不是 Sidecard（{status}）',
      todo: '让域名指向 Sidecard 的 nginx，把 /api/ 转发给 API，并确认 API 在运行',
    },
    domain_file_by_hand: {
      said: '配置里没有写 WW_verify 文件名，无法检查',
      todo: '打开 {origin}/WW_verify_….txt 看内容对不对；或在 YAML 里为企业写上 domainFile，由体检来查',
    },
    domain_file_missing: {
      said: '取不到 {url}（{status}）',
      todo: '从后台「申请校验域名」下载该文件，放进 verify 目录，并一直保留',
    },
    domain_file_differs: {
      said: '{url} 的内容不对',
      todo: '内容必须正好是 {expected}，前后没有空格和换行；不要让页面的兜底规则接管这个地址',
    },
    corp_id_unknown: {
      said: '企业微信不认识企业 ID {corpId}（{errcode}）',
      todo: '从「我的企业 → 企业信息 → 企业ID」复制到 YAML 的 corpId',
    },
    secret_wrong: {
      said: 'Secret 不对，或已被重置（{errcode}）',
      todo: '从「应用管理 → 应用 → 自建 → 该应用 → Secret」重新复制，放到 YAML 的 secret 所指的地方，重启；不要反复试，错得太多本机 IP 会被封一小时',
    },
    secret_of_other_corp: {
      said: '这个 Secret 属于另一家企业（{errcode}）',
      todo: '检查 YAML 里各企业的 secret 是否放反了',
    },
    address_banned: {
      said: '本机 IP 因为取令牌太频繁被暂时封禁（{errcode}）',
      todo: '什么都不要再试，等一小时；其间先确认 Secret 正确',
    },
    ip_not_trusted: {
      said: '本机出口 IP {ip} 不在可信列表里（{errcode}）',
      todo: '在「应用管理 → 该应用 → 企业可信IP → 配置」里，把它接在已有的后面，用英文分号隔开：;{ip}（约一分钟后生效）',
    },
    app_disabled: {
      said: '应用 {agentId} 被停用了',
      todo: '在「应用管理 → 该应用」页面点「启用」',
    },
    agent_id_unknown: {
      said: '这家企业没有 AgentId 为 {agentId} 的应用（{errcode}）',
      todo: '从「应用管理 → 该应用」页面复制 AgentId 到 YAML 的 agentId',
    },
    agent_of_other_secret: {
      said: 'Secret 属于同一企业的另一个应用，不是 {agentId}（{errcode}）',
      todo: 'AgentId 和 Secret 要从同一个应用的页面复制；检查 YAML 里是否放反了',
    },
    visible_range_empty: {
      said: '可见范围是空的，谁也看不到这个应用',
      todo: '在「应用管理 → 该应用 → 可见范围」加上要用侧边栏的部门或成员',
    },
    oauth_domain_missing: {
      said: '应用没有设置网页授权的可信域名，成员登录时会得到 50001',
      todo: '在「应用管理 → 该应用 → 网页授权及JS-SDK → 设置可信域名」填 {host}',
    },
    oauth_domain_differs: {
      said: '网页授权的可信域名是 {found}，而页面在 {host}：成员登录时会得到 50001',
      todo: '在「网页授权及JS-SDK → 设置可信域名」把它改成 {host}（不带 https://，端口不是 443 时要写端口），或改正 YAML 的 publicOrigin',
    },
    jssdk_domain_by_hand: {
      said: '企业微信没有接口可以查看 JS-SDK 的可信域名',
      todo: '在「网页授权及JS-SDK」确认列表里有 {host}，状态为已校验，且域名已备案',
    },
    customer_api_forbidden: {
      said: '应用不能调用客户联系接口（{errcode}）',
      todo: '在「客户与上下游 → 客户联系 → API → 可调用接口的应用」勾选这个应用',
    },
    customer_contact_nobody: {
      said: '可见范围内没有成员开通客户联系',
      todo: '在「客户联系 → 权限配置 → 使用范围」加上成员，并确认他们也在应用的可见范围内',
    },
    wecom_throttled: {
      said: '企业微信说调用太频繁（{errcode}）',
      todo: '等限制解除；检查是否有别的程序在用同一个应用大量调用',
    },
    wecom_no_answer: {
      said: '企业微信没有应答，或答非所问',
      todo: '稍后再运行一次；一直如此就检查本机到企业微信的网络',
    },
    wecom_refused: {
      said: '企业微信以错误码 {errcode} 拒绝',
      todo: '在 https://open.work.weixin.qq.com/devtool/query?e={errcode} 查它的含义',
    },
    page_redirected: {
      said: '{url} 会跳转到 {location}：浏览器里的地址与被签名的地址不一致，JS-SDK 会拒绝签名',
      todo: '去掉这个跳转；或把 publicOrigin、可信域名、聊天工具栏的地址都改成跳转后的域名',
    },
    page_missing: {
      said: '{url} 打不开侧边栏页面（{status}）',
      todo: '检查 nginx 的 /s/ 是否给出构建好的 index.html（apps/web/nginx.conf），或 SIDEBAR_FILES 是否设置',
    },
    toolbar_page_by_hand: {
      said: '企业微信没有接口可以查看聊天工具栏的设置',
      todo: '在「该应用 → 配置到聊天工具栏」确认页面地址正好是 {url}；改过以后重启企业微信客户端',
    },
    callback_not_declared: {
      said: 'YAML 里没有 callback：企业微信的变化只能靠打开客户和夜间同步得知',
      todo: null,
    },
    callback_not_there: {
      said: '{url} 没有被正确接收（{status}）',
      todo: '检查 nginx 是否把 /wecom/callback/ 连同查询参数转发给 API，GET 和 POST 都要通',
    },
    callback_refused: {
      said: '在 {url} 应答的 API 不认这份配置里的 Token 或 EncodingAESKey',
      todo: '确认各个 API 进程用的是同一份 YAML 和密钥，改过以后都重启；再与后台「接收消息」里的核对',
    },
    callback_echo_changed: {
      said: '{url} 的应答不是原样的明文：后台会保存失败',
      todo: '让前面的代理和防火墙不要改写这个地址的应答',
    },
    callback_saved_by_hand: {
      said: '企业微信没有接口可以查看后台保存的回调地址、Token 和 EncodingAESKey',
      todo: '在「该应用 → 接收消息 → 设置API接收」确认 URL 是 {url}，两个密钥与 YAML 一致，并勾选了客户相关事件',
    },
  },
};
