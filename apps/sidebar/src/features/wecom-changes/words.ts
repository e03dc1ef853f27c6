import type { WecomChange, WecomRefusal } from '@sidecard/contracts';
import { language } from '../../locales';

const parts: Record<WecomChange['parts'][number]['what'], (text: string) => string> = {
  remark: (text) => `备注「${text}」`,
  description: (text) => `描述「${text}」`,
  company: (text) => `公司「${text}」`,
  phones: (text) => (text ? `电话 ${text}` : '电话'),
  tag_added: (text) => `添加标签「${text}」`,
  tag_removed: (text) => `去掉标签「${text}」`,
};

const refusals: Record<WecomRefusal, string> = {
  relation_lost: '企业微信里您与 TA 已不是联系人',
  tag_gone: '这个标签已被企业删除',
  not_permitted: '企业微信不允许修改，请联系管理员检查应用权限',
  not_accepted: '企业微信没有接受这个内容',
  gave_up: '半天内多次尝试都没有成功，请稍后再改一次',
};

const zhCN = {
  editRemark: '编辑备注',
  editTags: '编辑标签',
  changes: '还没有完成的修改',
  sending: '正在保存',
  unsent: (reason: string) => `还没有保存：${reason}，会自动重试`,
  drop: '不保存了',
  onItsWay: '还没有写进企业微信',
  refused: (reason: string) => `没有写进企业微信，已撤销：${reason}`,
  seen: '知道了',
  again: '修改后再试',
  notDone: (reason: string) => `没有成功：${reason}`,
  parts,
  refusals,
};

const en: typeof zhCN = {
  editRemark: 'Edit remark',
  editTags: 'Edit tags',
  changes: 'Changes under way',
  sending: 'Saving',
  unsent: (reason) => `Not saved yet: ${reason}. It is tried again by itself`,
  drop: 'Don’t save',
  onItsWay: 'Not in WeCom yet',
  refused: (reason) => `Not taken by WeCom, and undone: ${reason}`,
  seen: 'Got it',
  again: 'Change and try again',
  notDone: (reason) => `Not done: ${reason}`,
  parts: {
    remark: (text) => `Remark “${text}”`,
    description: (text) => `Description “${text}”`,
    company: (text) => `Company “${text}”`,
    phones: (text) => (text ? `Phone ${text}` : 'Phone'),
    tag_added: (text) => `Tag “${text}” on`,
    tag_removed: (text) => `Tag “${text}” off`,
  },
  refusals: {
    relation_lost: 'you are no longer in contact there',
    tag_gone: 'the company has deleted this tag',
    not_permitted: 'that is not allowed; ask an administrator to check the app’s permissions',
    not_accepted: 'it does not accept what was written',
    gave_up: 'it has been tried for half a day; please change it again later',
  },
};

/** Come with the changes, after the first view. */
export const words = language === 'en' ? en : zhCN;
