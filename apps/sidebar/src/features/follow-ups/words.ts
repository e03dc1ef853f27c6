import { language } from '../../locales';

const zhCN = {
  followUps: '最近跟进',
  write: '写一条跟进记录',
  unsavedFor: (customers: string[]) =>
    `给「${customers.join('」「')}」写的跟进还没有保存，回到与 TA 的聊天可以继续。`,
  waitsForNetwork: '网络连接不上，恢复后会自动保存。',
  nextContact: '下次联系',
  next: (day: string) => `下次联系 ${day}`,
  otherDay: '其他日期',
  stage: '跟进阶段',
  sameStage: (stage: string) => `不变（${stage}）`,
  noStage: '不变（还没有设置）',
  edited: '已修改',
  edit: '修改',
  editThis: (note: string) => `修改跟进「${note}」`,
  remove: '删除',
  removeThis: (note: string) => `删除跟进「${note}」`,
  whatRemovingDoes: '删除后谁都看不到它，也不能恢复。',
  keep: '保留',
  cancel: '取消',
  notRemoved: (reason: string) => `没有删除：${reason}`,
};

const en: typeof zhCN = {
  followUps: 'Latest follow-ups',
  write: 'Write a follow-up',
  unsavedFor: (customers) =>
    `What you wrote for ${customers.join(', ')} is not saved yet. Go back to that chat to continue.`,
  waitsForNetwork: 'No connection. It is saved as soon as there is one.',
  nextContact: 'Next contact',
  next: (day) => `next contact ${day}`,
  otherDay: 'Another day',
  stage: 'Stage',
  sameStage: (stage) => `as it is (${stage})`,
  noStage: 'as it is (not set yet)',
  edited: 'edited',
  edit: 'Edit',
  editThis: (note) => `Edit the follow-up “${note}”`,
  remove: 'Delete',
  removeThis: (note) => `Delete the follow-up “${note}”`,
  whatRemovingDoes: 'Nobody will see it any more, and it can’t be brought back.',
  keep: 'Keep it',
  cancel: 'Cancel',
  notRemoved: (reason) => `Not deleted: ${reason}`,
};

/** Come with the follow-ups, after the first view. */
export const words = language === 'en' ? en : zhCN;
