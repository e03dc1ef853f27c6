import { language } from '../../../locales';

const zhCN = {
  unavailable: (time: string) =>
    `公司 CRM 从 ${time} 起无法访问。其他资料照常显示，CRM 恢复后会重新出现在这里。`,
  noRecord: 'CRM 里还没有这位客户',
  several: (count: number) => `CRM 里有 ${count} 条记录可能是这位客户`,
  chooseOne: '请选择正确的一条。选择会记住，之后也可以解除。',
  suggestions: '可能是这些',
  choose: '选择',
  linking: '正在关联',
  search: '按姓名、公司或电话查找 CRM 记录',
  moreLetters: '请至少输入两个字',
  searching: '正在查找',
  results: (count: number) => `找到 ${count} 条`,
  noResults: (typed: string) => `没有找到「${typed}」，请换个写法，或只输入开头几个字。`,
  create: '创建 CRM 记录',
  creating: '正在创建',
  comesByItself: '在公司的 CRM 中登记这位客户的电话后，这里会显示对应的记录。',
  notDone: (reason: string) => `没有完成：${reason}`,
  chosenByHand: '这条记录是手动关联的',
  unlink: '解除关联',
  whatUnlinkDoes: '解除后这里不再显示这条记录，对所有同事都生效。CRM 中的数据不会改动。',
  keep: '保留',
};

const en: typeof zhCN = {
  unavailable: (time) =>
    `The CRM has been out of reach since ${time}. Everything else is as usual, and its part comes back here once it answers.`,
  noRecord: 'The CRM does not know this customer yet',
  several: (count) => `${count} records of the CRM may be this customer`,
  chooseOne: 'Choose the right one. The choice is remembered, and can be undone.',
  suggestions: 'It may be one of these',
  choose: 'Choose',
  linking: 'Linking',
  search: 'Find a CRM record by name, company or phone',
  moreLetters: 'Please type at least two characters',
  searching: 'Searching',
  results: (count) => `${count} found`,
  noResults: (typed) => `Nothing begins with "${typed}". Try another spelling, or only the first letters.`,
  create: 'Create a CRM record',
  creating: 'Creating',
  comesByItself: "Once this customer's phone is in the company's CRM, the record is shown here.",
  notDone: (reason) => `Not done: ${reason}`,
  chosenByHand: 'This record was linked by hand',
  unlink: 'Unlink',
  whatUnlinkDoes: 'The record is no longer shown here, for all colleagues. Nothing changes in the CRM.',
  keep: 'Keep',
};

/** Come with the finding of a record: a card that has its record does without. */
export const words = language === 'en' ? en : zhCN;
