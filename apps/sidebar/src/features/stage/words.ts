import { language } from '../../locales';

const zhCN = {
  stage: '跟进阶段',
  unknown: '还没有设置',
  notChanged: (reason: string) => `没有修改：${reason}`,
};

const en: typeof zhCN = {
  stage: 'Stage',
  unknown: 'Not set yet',
  notChanged: (reason) => `Not changed: ${reason}`,
};

/** Come with the choice of a stage, after the first view. */
export const words = language === 'en' ? en : zhCN;
