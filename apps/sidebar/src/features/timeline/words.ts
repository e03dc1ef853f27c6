import { language } from '../../locales';

const zhCN = {
  title: '动态',
  open: '查看全部动态',
  listed: (words: string[]) => words.join('、'),
  more: '更早的动态',
  added: (member: string, way: string) => `${member}添加了客户（${way}）`,
  half_added: (member: string) => `客户向${member}发起会话，等待确认`,
  customer_left: (member: string) => `客户删除了${member}`,
  ended: (member: string) => `${member}与客户不再是联系人`,
  transferred: (member: string) => `客户已从${member}转走`,
  transferFailed: (member: string, reason: string) => `从${member}转走客户没有成功：${reason}`,
  reasons: {
    customer_refused: '客户拒绝',
    customer_limit_exceed: '接替成员的客户数已满',
    other: '原因未知',
  },
  edited: (member: string) => `${member}修改了客户资料`,
  editedFields: { remark: '备注', description: '描述', company: '公司', phones: '电话' },
  tagsAdded: (tags: string) => `添加标签 ${tags}`,
  tagsRemoved: (tags: string) => `移除标签 ${tags}`,
  profileChanged: (fields: string) => `客户更新了自己的${fields}`,
  profileFields: { name: '昵称', avatar: '头像', gender: '性别', company: '公司', position: '职务' },
  group_joined: (chat: string) => `进入群聊「${chat}」`,
  group_left: (chat: string) => `离开群聊「${chat}」`,
  namelessGroup: '未命名的群',
  scriptSent: (member: string, title: string | null) =>
    title === null ? `${member}发送了个人话术` : `${member}发送了话术「${title}」`,
  partlySent: (sent: number, tried: number) => `${tried} 条里发出 ${sent} 条`,
  followUp: (author: string) => `${author}写了跟进`,
  withoutCrm: '公司 CRM 暂时无法访问，其中的记录这里没有。',
};

const en: typeof zhCN = {
  title: 'Timeline',
  open: 'Show everything',
  listed: (words) => words.join(', '),
  more: 'Earlier',
  added: (member, way) => `${member} added the customer (${way})`,
  half_added: (member) => `The customer wrote to ${member}, who has not confirmed yet`,
  customer_left: (member) => `The customer deleted ${member}`,
  ended: (member) => `${member} and the customer are no longer contacts`,
  transferred: (member) => `The customer was transferred from ${member}`,
  transferFailed: (member, reason) => `The transfer from ${member} failed: ${reason}`,
  reasons: {
    customer_refused: 'the customer refused',
    customer_limit_exceed: 'the successor has too many customers',
    other: 'unknown reason',
  },
  edited: (member) => `${member} changed the customer's details`,
  editedFields: { remark: 'remark', description: 'description', company: 'company', phones: 'phones' },
  tagsAdded: (tags) => `tagged ${tags}`,
  tagsRemoved: (tags) => `untagged ${tags}`,
  profileChanged: (fields) => `The customer updated their ${fields}`,
  profileFields: {
    name: 'name',
    avatar: 'picture',
    gender: 'gender',
    company: 'company',
    position: 'position',
  },
  group_joined: (chat) => `Joined the group "${chat}"`,
  group_left: (chat) => `Left the group "${chat}"`,
  namelessGroup: 'unnamed group',
  scriptSent: (member, title) =>
    title === null ? `${member} sent a script of their own` : `${member} sent the script "${title}"`,
  partlySent: (sent, tried) => `${sent} of ${tried} messages`,
  followUp: (author) => `${author} wrote a follow-up`,
  withoutCrm: "The CRM can't be reached: what it would add is missing here.",
};

/** Come with the timeline: the first view says none of them. */
export const words = language === 'en' ? en : zhCN;
