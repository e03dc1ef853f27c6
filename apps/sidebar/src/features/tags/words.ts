import { language } from '../../locales';

const zhCN = {
  title: '选择标签',
  sought: '搜索标签，可用拼音',
  none: '企业还没有客户标签，管理员可以在企业微信后台添加。',
  nothing: (typed: string) => `没有找到「${typed}」`,
  done: '完成',
  loading: '正在读取标签',
  fixed: '只能在企业微信里改的标签',
  notRead: (reason: string) => `标签没有读取到：${reason}`,
};

const en: typeof zhCN = {
  title: 'Choose tags',
  sought: 'Search tags, also by pinyin',
  none: 'The company has no customer tags yet. An administrator can add some in the WeCom console.',
  nothing: (typed) => `Nothing found for “${typed}”`,
  done: 'Done',
  loading: 'Reading the tags',
  fixed: 'Tags that can be changed in WeCom only',
  notRead: (reason) => `The tags could not be read: ${reason}`,
};

export const words = language === 'en' ? en : zhCN;
