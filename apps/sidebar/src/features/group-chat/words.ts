import { language } from '../../locales';

const zhCN = {
  unnamed: '未命名的客户群',
  loading: '正在读取客户群资料',
  size: (people: number) => `${people} 人`,
  owner: '群主',
  created: '创建',
  notice: '群公告',
  guests: (count: number) => `客户与访客（${count}）`,
  members: (count: number) => `企业成员（${count}）`,
  noGuests: '群里还没有客户。',
  nameless: '（没有名字）',
  servedBy: (names: string[]) => `${names.join('、')}的客户`,
  unknown: '还没有客户资料',
};

const en: typeof zhCN = {
  unnamed: 'A group without a name',
  loading: 'Reading about this group',
  size: (people) => `${people} people`,
  owner: 'Owner',
  created: 'Created',
  notice: 'Notice',
  guests: (count) => `Customers and guests (${count})`,
  members: (count) => `Of the company (${count})`,
  noGuests: 'There are no customers in this group yet.',
  nameless: '(no name)',
  servedBy: (names) => `Customer of ${names.join(', ')}`,
  unknown: 'Not known as a customer yet',
};

export const words = language === 'en' ? en : zhCN;
