import { language } from '../../locales';

const zhCN = {
  title: '今天要联系',
  overdue: '已过期',
  today: '今天',
  quiet: (days: number) => `${days} 天以上没有跟进`,
  since: (days: number) => `${days} 天没有跟进`,
  due: (day: string) => `原定${day}`,
  more: (shown: number) => `只显示前 ${shown} 位。`,
  nobody: '今天没有要联系的客户。写跟进时选一个下次联系的日期，到时会出现在这里。',
};

const en: typeof zhCN = {
  title: 'To contact today',
  overdue: 'Overdue',
  today: 'Today',
  quiet: (days) => `No follow-up for ${days} days or more`,
  since: (days) => `no follow-up for ${days} days`,
  due: (day) => `was due ${day}`,
  more: (shown) => `Only the first ${shown} are shown.`,
  nobody:
    'Nobody is to be contacted today. Choose a next date with a follow-up, and the customer comes up here.',
};

export const words = language === 'en' ? en : zhCN;
