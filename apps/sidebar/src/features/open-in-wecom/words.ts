import { language } from '../../locales';
import type { ProblemCode } from '../../problem';

const zhCN = {
  chat: (customer: string) => `打开与${customer}的聊天`,
  profile: (customer: string) => `在企业微信中查看${customer}的资料`,
  notOpened: (advice: string) => `没有打开。${advice}`,
  advice: {
    old: '企业微信版本太旧，请升级到最新版本后再试。',
    notPermitted:
      '企业微信没有允许。请联系管理员检查这个应用的权限；也可以在企业微信的“通讯录”里搜索这位客户。',
    silent: '企业微信没有响应。请再点一次；如果仍然没有反应，请重启企业微信。',
    other: '如果 TA 已不是您的联系人，请先重新添加；也可以在企业微信的“通讯录”里搜索。',
  },
};

const en: typeof zhCN = {
  chat: (customer) => `Open the chat with ${customer}`,
  profile: (customer) => `Show ${customer} in WeCom`,
  notOpened: (advice) => `Not opened. ${advice}`,
  advice: {
    old: 'Your WeCom is too old for it. Please update it, then try again.',
    notPermitted:
      'WeCom does not permit it. Please ask your administrator to check what this app may do; or look for this customer among your contacts in WeCom.',
    silent: 'WeCom has not answered. Please press it again; if nothing happens, restart WeCom.',
    other:
      'If they are no longer your contact, add them first; or look for them among your contacts in WeCom.',
  },
};

export const words = language === 'en' ? en : zhCN;

/** What to do about a client that has not opened its own page. */
export function adviceFor(code: ProblemCode): string {
  switch (code) {
    case 'CLIENT_TOO_OLD':
      return words.advice.old;
    case 'NO_JSSDK_PERMISSION':
    case 'OUTSIDE_VISIBLE_RANGE':
      return words.advice.notPermitted;
    case 'CLIENT_SILENT':
      return words.advice.silent;
    default:
      return words.advice.other;
  }
}
