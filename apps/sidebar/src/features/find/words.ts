import { language } from '../../locales';

const zhCN = {
  ownCustomers: '我的客户',
  sought: '姓名、备注、公司、电话或拼音',
  nobody: '这里还没有客户。在企业微信中添加的客户会显示在这里。',
  nobodyFound: (text: string) => `没有找到「${text}」。可以试试备注里的字、拼音首字母，或电话的后四位。`,
  more: (shown: number) => `只显示最接近的 ${shown} 位，多输入几个字可以缩小范围。`,
};

const en: typeof zhCN = {
  ownCustomers: 'My customers',
  sought: 'Name, remark, company, phone or pinyin',
  nobody: 'There are no customers yet. Those you add in WeCom are shown here.',
  nobodyFound: (text) =>
    `Nobody fits “${text}”. Try a word of the remark, pinyin initials, or the last four digits of the phone.`,
  more: (shown) => `Only the ${shown} closest are shown. Type more to find others.`,
};

export const words = language === 'en' ? en : zhCN;
