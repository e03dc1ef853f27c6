import { language } from '../../locales';

const zhCN = {
  backToCustomers: '‹ 我的客户',
  logOut: '退出登录',
  logOutAnyway: '仍要退出',
  unsaved: (customers: string[]) =>
    `为「${customers.join('」「')}」写的或修改的内容还没有保存，退出后会丢失。`,
  notLoggedOut: (reason: string) => `没有退出：${reason}`,
};

const en: typeof zhCN = {
  backToCustomers: '‹ My customers',
  logOut: 'Log out',
  logOutAnyway: 'Log out anyway',
  unsaved: (customers) =>
    `What you wrote or changed for ${customers.join(', ')} is not saved yet, and will be lost when you log out.`,
  notLoggedOut: (reason) => `Not logged out: ${reason}`,
};

/** Come with the bar: beside a chat nobody reads them. */
export const words = language === 'en' ? en : zhCN;
