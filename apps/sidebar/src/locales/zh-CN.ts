import type { AddWay, Card } from '@sidecard/contracts';
import type { ProblemCode } from '../problem';

const addWays: Record<AddWay, string> = {
  unknown: '未知来源',
  qr_code: '扫描二维码',
  phone_search: '搜索手机号',
  card_share: '名片分享',
  group_chat: '群聊',
  phone_contacts: '手机通讯录',
  wechat_contact: '微信联系人',
  friend_request: '微信好友申请',
  service_contact: '第三方应用客服自动添加',
  email_search: '搜索邮箱',
  video_channel: '视频号',
  calendar: '日程参与人',
  meeting: '会议参与人',
  wecom_of_wechat_friend: '微信好友对应的企业微信',
  smart_device: '智慧硬件',
  onsite_service: '上门服务',
  acquisition_link: '获客链接',
  custom: '定制开发',
  demand_reply: '需求回复',
  presales: '第三方售前客服',
  business_partner: '可能的商务伙伴',
  accepted_from_wechat: '接受微信账号收到的申请',
  shared_by_colleague: '同事共享',
  assigned_by_admin: '管理员分配',
  other: '其他方式',
};

const problems: Record<ProblemCode, { title: string; advice: string }> = {
  OUTSIDE_WECOM: {
    title: '请在企业微信中打开',
    advice:
      '这个页面显示在客户聊天的侧边栏里。请在企业微信中打开与客户的聊天，再从聊天工具栏进入；也可以在这里扫码登录，查看您的客户。',
  },
  BAD_ADDRESS: {
    title: '页面地址不完整',
    advice: '地址里缺少企业或应用编号。请把这个页面告诉管理员，检查管理后台“聊天工具栏”里配置的网址。',
  },
  UNKNOWN_APP: {
    title: '这个应用还没有接入',
    advice:
      '系统里没有这个企业或应用。请联系管理员，检查聊天工具栏的网址和系统配置中的企业 ID、AgentId 是否一致。',
  },
  NOT_BESIDE_A_CHAT: {
    title: '请从客户聊天中打开',
    advice: '这里显示的是正在聊天的客户。请打开与一位客户的聊天，再从右侧聊天工具栏进入。',
  },
  GROUP_CHAT: {
    title: '暂不支持客户群',
    advice: '目前只能查看单个客户的资料。请打开与客户的单独聊天。',
  },
  NO_JSSDK_PERMISSION: {
    title: '没有读取客户的权限',
    advice:
      '请联系管理员：在“客户联系”中把这个应用加入“可调用接口的应用”，并为您开启客户联系功能。完成后点重试。',
  },
  SIGNATURE_REFUSED: {
    title: '企业微信拒绝了页面签名',
    advice: '请先点重试。如果仍然出现，请把下方信息发给管理员。',
  },
  DOMAIN_NOT_TRUSTED: {
    title: '页面域名不在可信域名内',
    advice: '请联系管理员：在应用的“网页授权及 JS-SDK”中，把这个页面的域名设为可信域名。',
  },
  OUTSIDE_VISIBLE_RANGE: {
    title: '您不在应用的可见范围内',
    advice: '请联系管理员，把您加入这个应用的“可见范围”，然后点重试。',
  },
  CLIENT_TOO_OLD: {
    title: '企业微信版本太旧',
    advice: '请把企业微信升级到最新版本，重新打开侧边栏。',
  },
  CLIENT_SILENT: {
    title: '企业微信没有响应',
    advice: '请点重试。如果仍然没有反应，请关闭侧边栏后重新打开，或重启企业微信。',
  },
  NETWORK_LOST: {
    title: '网络连接不上',
    advice: '没有连接到服务器。请检查网络后点重试。',
  },
  LOGIN_LOOP: {
    title: '登录没有成功',
    advice: '连续登录了几次仍未识别您的身份。请点重新登录；如果还是这样，请把下方信息发给管理员。',
  },
  NOT_LOGGED_IN: { title: '需要登录', advice: '请点重新登录。' },
  SESSION_CHANGED: { title: '登录已失效', advice: '请点重新登录。' },
  OAUTH_STATE_INVALID: {
    title: '登录已过期',
    advice: '这次登录不是从本页面开始的，或已经用过。请点重新登录。',
  },
  OAUTH_CODE_INVALID: { title: '登录已过期', advice: '企业微信返回的登录凭证已失效。请点重新登录。' },
  NOT_A_MEMBER: {
    title: '您不是该企业的成员',
    advice: '当前账号不属于这个企业。请切换到企业内的账号，再点重新登录。',
  },
  ORIGIN_NOT_OURS: {
    title: '操作没有执行',
    advice: '这次操作不是从本页面发出的。请重新加载页面后再试一次。',
  },
  CHAT_CHANGED: {
    title: '聊天已切换',
    advice: '没有保存，也没有改动任何客户。请点重试，查看当前聊天的客户。',
  },
  RATE_LIMITED: { title: '操作太频繁', advice: '请稍等一分钟，再点重试。' },
  URL_NOT_OURS: {
    title: '页面地址不正确',
    advice: '请联系管理员，检查聊天工具栏里配置的网址和系统对外地址是否一致。',
  },
  CUSTOMER_NOT_FOUND: {
    title: '您看不到这位客户',
    advice: '只能查看您添加的客户，以及您有权限查看的同事的客户。如果刚刚添加，请稍等片刻再点重试。',
  },
  RELATION_ENDED: {
    title: '您已看不到这位客户',
    advice: '您（或您可查看的同事）与 TA 已不再是联系人，资料不再显示。如果刚刚重新添加，请点重试。',
  },
  WECOM_UNAVAILABLE: {
    title: '企业微信暂时繁忙',
    advice: '企业微信的接口现在没有响应，一般很快恢复。请稍后点重试。',
  },
  WECOM_MISCONFIGURED: {
    title: '应用设置有误',
    advice: '企业微信拒绝了这个应用的请求。请把下方信息发给管理员。',
  },
  WECOM_NOT_PERMITTED: {
    title: '应用没有相应权限',
    advice: '企业微信不允许这个应用读取该信息。请把下方信息发给管理员。',
  },
  CUSTOMER_API_FORBIDDEN: {
    title: '应用还不能读取客户',
    advice: '请联系管理员：在“客户联系”的“可调用接口的应用”中勾选这个应用。完成后点重试。',
  },
  CUSTOMER_CONTACT_DISABLED: {
    title: '您还没有开通客户联系',
    advice: '请联系管理员：在“客户联系”的“使用范围”中加入您，并确认您在应用的可见范围内。完成后点重试。',
  },
  IP_NOT_TRUSTED: {
    title: '服务器地址不在可信 IP 内',
    advice: '请联系管理员：在应用的“企业可信 IP”中加入本系统服务器的出口地址，约一分钟后点重试。',
  },
  NOT_READY: { title: '系统暂时繁忙', advice: '服务器正忙或正在启动，一般很快恢复。请稍后点重试。' },
  INVALID_REQUEST: { title: '请求有误', advice: '请点重试。如果仍然出现，请把下方信息发给管理员。' },
  ROUTE_NOT_FOUND: { title: '页面版本已过期', advice: '请关闭侧边栏后重新打开。' },
  PAYLOAD_TOO_LARGE: { title: '内容太大', advice: '请缩短内容后重试。' },
  UNEXPECTED: { title: '出了点问题', advice: '请点重试。如果仍然出现，请把下方信息发给管理员。' },
};

const kinds: Record<Card['kind'], string> = { wechat: '微信', wecom: '企业微信' };
const genders: Record<'male' | 'female', string> = { male: '男', female: '女' };
const orderStatuses: Record<Card['crm']['orders'][number]['status'], string> = {
  pending: '待付款',
  paid: '已付款',
  delivered: '已交付',
  closed: '已关闭',
};

export const zhCN = {
  loading: '正在读取客户资料',
  retry: '重试',
  loginAgain: '重新登录',
  webLogin: '用企业微信扫码登录',
  forSupport: '给管理员看的详情',
  supportCode: (code: string) => `问题代码 ${code}`,
  requestId: '请求编号',
  technical: '详情',
  show: '显示',
  showPhones: '显示电话号码',
  phone: '电话',
  company: '公司',
  owner: '负责人',
  added: '添加方式',
  channel: '渠道',
  personalTags: '个人标签',
  alsoServedBy: '也在服务这位客户：',
  since: (time: string) => `${time}添加`,
  followUps: '最近跟进',
  noFollowUps: '还没有跟进记录',
  writeFollowUp: '写一条跟进记录',
  save: '保存',
  saving: '正在保存',
  notSaved: (reason: string) => `没有保存：${reason}`,
  unsavedFor: (customers: string[]) =>
    `给「${customers.join('」「')}」写的跟进还没有保存，回到与 TA 的聊天可以继续。`,
  throughColleague: (name: string) => `您不是这位客户的联系人，以下备注、标签和电话来自同事${name}。`,
  customerLeft: (time: string) => `客户${time}删除了您，您发的消息对方收不到。`,
  customerLeftColleague: (member: string, time: string) => `客户${time}删除了${member}。`,
  timeline: '动态',
  openTimeline: '查看全部动态',
  justNow: '刚刚',
  ownCustomers: '我的客户',
  noOwnCustomers: '这里还没有客户。在企业微信中添加的客户会显示在这里。',
  nextContact: (time: string) => `下次联系 ${time}`,
  orders: '最近订单',
  noOrders: '还没有订单',
  level: (level: string) => (/^[A-Z]$/.test(level) ? `${level} 级` : level),
  unconfirmed: (time: string) => `企业微信暂时无法访问，以下是${time}的资料`,
  kinds,
  genders,
  orderStatuses,
  addWays,
  problems,
};

export type Text = typeof zhCN;
