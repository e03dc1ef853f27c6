import { language } from '../../locales';

const zhCN = {
  stage: '跟进阶段',
  unknown: '还没有设置',
  notChanged: (reason: string) => `没有修改：${reason}`,
  waiting: (reason: string) => `还没有修改：${reason}。恢复后会自动修改，也可以重新选择。`,
};

const en: typeof zhCN = {
  stage: 'Stage',
  unknown: 'Not set yet',
  notChanged: (reason) => `Not changed: ${reason}`,
  waiting: (reason) => `Not changed yet: ${reason}. It will be once the network is back; or choose again.`,
};

/** Come with the choice of a stage, after the first view. */
export const words = language === 'en' ? en : zhCN;
