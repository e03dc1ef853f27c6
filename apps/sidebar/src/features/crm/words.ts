import { language } from '../../locales';

const zhCN = {
  lastTwelveMonths: '近 12 个月合计',
  noRows: '还没有记录',
  moreRows: (count: number) => `只显示前 ${count} 条`,
  moreInCrm: '在 CRM 中查看全部',
};

const en: typeof zhCN = {
  lastTwelveMonths: 'Last 12 months',
  noRows: 'Nothing yet',
  moreRows: (count) => `Only the first ${count} are shown`,
  moreInCrm: 'See all in the CRM',
};

/** Come with the lists, after the first view. */
export const words = language === 'en' ? en : zhCN;
