import { language } from '../../locales';
import type { ProblemCode } from '../../problem';

const zhCN = {
  loginAgain: '重新登录',
  webLogin: '用企业微信扫码登录',
  forSupport: '给管理员看的详情',
  supportCode: (code: string) => `问题代码 ${code}`,
  requestId: '请求编号',
  technical: '详情',
  advice: {
    OUTSIDE_WECOM:
      '这个页面显示在客户聊天的侧边栏里。请在企业微信中打开与客户的聊天，再从聊天工具栏进入；也可以在这里扫码登录，查看您的客户。',
    BAD_ADDRESS: '地址里缺少企业或应用编号。请把这个页面告诉管理员，检查管理后台“聊天工具栏”里配置的网址。',
    UNKNOWN_APP:
      '系统里没有这个企业或应用。请联系管理员，检查聊天工具栏的网址和系统配置中的企业 ID、AgentId 是否一致。',
    NOT_BESIDE_A_CHAT:
      '这里显示的是正在聊天的客户。请打开与一位客户的聊天，再从右侧聊天工具栏进入；也可以点下方的“查找”，选一位您的客户。',
    NO_JSSDK_PERMISSION:
      '请联系管理员：在“客户联系”中把这个应用加入“可调用接口的应用”，并为您开启客户联系功能。完成后点重试。',
    SIGNATURE_REFUSED: '请先点重试。如果仍然出现，请把下方信息发给管理员。',
    DOMAIN_NOT_TRUSTED: '请联系管理员：在应用的“网页授权及 JS-SDK”中，把这个页面的域名设为可信域名。',
    OUTSIDE_VISIBLE_RANGE: '请联系管理员，把您加入这个应用的“可见范围”，然后点重试。',
    CLIENT_TOO_OLD: '请把企业微信升级到最新版本，重新打开侧边栏。',
    CLIENT_SILENT: '请点重试。如果仍然没有反应，请关闭侧边栏后重新打开，或重启企业微信。',
    NETWORK_LOST: '没有连接到服务器。请检查网络后点重试。',
    LOGIN_LOOP: '连续登录了几次仍未识别您的身份。请点重新登录；如果还是这样，请把下方信息发给管理员。',
    NOT_LOGGED_IN: '请点重新登录。',
    SESSION_CHANGED: '请点重新登录。',
    OAUTH_STATE_INVALID: '这次登录不是从本页面开始的，或已经用过。请点重新登录。',
    OAUTH_CODE_INVALID: '企业微信返回的登录凭证已失效。请点重新登录。',
    NOT_A_MEMBER: '当前账号不属于这个企业。请切换到企业内的账号，再点重新登录。',
    ORIGIN_NOT_OURS: '这次操作不是从本页面发出的。请重新加载页面后再试一次。',
    CHAT_CHANGED: '没有保存，也没有改动任何客户。请点重试，查看当前聊天的客户。',
    RATE_LIMITED: '请稍等一分钟，再点重试。',
    URL_NOT_OURS: '请联系管理员，检查聊天工具栏里配置的网址和系统对外地址是否一致。',
    CUSTOMER_NOT_FOUND:
      '只能查看您添加的客户，以及您有权限查看的同事的客户。如果刚刚添加，请稍等片刻再点重试。',
    GROUP_CHAT_NOT_FOUND:
      '只能查看您（或您可查看的同事）所在、且群主在应用可见范围内的客户群。如果刚刚加入，请稍等片刻再点重试。',
    NOT_OWN_CUSTOMER: '您可以查看这位客户，但备注和标签只有客户的联系人能改。',
    RELATION_ENDED: '您（或您可查看的同事）与 TA 已不再是联系人，资料不再显示。如果刚刚重新添加，请点重试。',
    FOLLOW_UP_NOT_FOUND: '它可能已被删除，或不是您写的。请点重试，查看最新的跟进。',
    SCRIPT_NOT_FOUND: '它可能已被删除。请点重试，再重新选择。',
    SCRIPT_CHANGED: '没有覆盖别人的修改。请点重试，看看最新的内容。',
    CRM_RECORD_NOT_FOUND: '它可能已被删除或合并。请点重试，再重新选择或查找。',
    CRM_READ_ONLY: '请在公司的 CRM 中修改，改好后这里会显示。',
    CRM_UNAVAILABLE: '一般很快恢复，其他资料不受影响。请稍后点重试。',
    WECOM_UNAVAILABLE: '企业微信的接口现在没有响应，一般很快恢复。请稍后点重试。',
    WECOM_MISCONFIGURED: '企业微信拒绝了这个应用的请求。请把下方信息发给管理员。',
    WECOM_NOT_PERMITTED: '企业微信不允许这个应用读取该信息。请把下方信息发给管理员。',
    CUSTOMER_API_FORBIDDEN: '请联系管理员：在“客户联系”的“可调用接口的应用”中勾选这个应用。完成后点重试。',
    CUSTOMER_CONTACT_DISABLED:
      '请联系管理员：在“客户联系”的“使用范围”中加入您，并确认您在应用的可见范围内。完成后点重试。',
    IP_NOT_TRUSTED: '请联系管理员：在应用的“企业可信 IP”中加入本系统服务器的出口地址，约一分钟后点重试。',
    NOT_READY: '服务器正忙或正在启动，一般很快恢复。请稍后点重试。',
    INVALID_REQUEST: '请点重试。如果仍然出现，请把下方信息发给管理员。',
    ROUTE_NOT_FOUND: '请关闭侧边栏后重新打开。',
    PAYLOAD_TOO_LARGE: '请缩短内容后重试。',
    UNEXPECTED: '请点重试。如果仍然出现，请把下方信息发给管理员。',
  } satisfies Record<ProblemCode, string>,
};

const en: typeof zhCN = {
  loginAgain: 'Log in again',
  webLogin: 'Log in by scanning with WeCom',
  forSupport: 'Details for your administrator',
  supportCode: (code) => `Problem code ${code}`,
  requestId: 'Request',
  technical: 'Details',
  advice: {
    OUTSIDE_WECOM:
      'This page lives in the sidebar of a customer chat. Open a chat with a customer in WeCom, then this page from its toolbar; or log in here by scanning a code, to look at your customers.',
    BAD_ADDRESS:
      'It names no corp and app. Please ask your administrator to check the url of the chat toolbar page.',
    UNKNOWN_APP:
      'No such corp or app is declared. Please ask your administrator to compare the toolbar url with the corp id and AgentId in the configuration.',
    NOT_BESIDE_A_CHAT:
      'The customer you are talking to is shown here. Open a chat with a customer, then this page from its toolbar; or choose one of your customers under “Find” below.',
    NO_JSSDK_PERMISSION:
      'Please ask your administrator to list this app under 客户联系 → 可调用接口的应用 and to enable customer contact for you. Then try again.',
    SIGNATURE_REFUSED:
      'Please try again. If it stays like this, send the details below to your administrator.',
    DOMAIN_NOT_TRUSTED:
      "Please ask your administrator to add it to the app's trusted domains (网页授权及 JS-SDK).",
    OUTSIDE_VISIBLE_RANGE: 'Please ask your administrator to add you to 可见范围, then try again.',
    CLIENT_TOO_OLD: 'Please update WeCom and open the sidebar again.',
    CLIENT_SILENT: 'Please try again. If nothing happens, close and reopen the sidebar, or restart WeCom.',
    NETWORK_LOST: 'The server could not be reached. Check your network and try again.',
    LOGIN_LOOP:
      'After several attempts we still do not know who you are. Log in again; if it stays like this, send the details below to your administrator.',
    NOT_LOGGED_IN: 'Log in again to go on.',
    SESSION_CHANGED: 'Log in again to go on.',
    OAUTH_STATE_INVALID: 'It was not begun on this page, or has been used before. Log in again.',
    OAUTH_CODE_INVALID: 'WeCom no longer accepts it. Log in again.',
    NOT_A_MEMBER: 'Switch to an account of the company, then log in again.',
    ORIGIN_NOT_OURS: 'This was not sent by our own page. Please load the page again and retry.',
    CHAT_CHANGED: 'Nothing was saved or changed. Try again to see the customer of the chat that is open.',
    RATE_LIMITED: 'Please wait a minute, then try again.',
    CUSTOMER_API_FORBIDDEN:
      'Please ask your administrator to tick this app under 客户联系 → 可调用接口的应用. Then try again.',
    CUSTOMER_CONTACT_DISABLED:
      "Please ask your administrator to add you under 客户联系 → 使用范围, and to the app's visible range. Then try again.",
    IP_NOT_TRUSTED:
      "Please ask your administrator to add this server's outgoing address to the app's 企业可信IP. Try again about a minute later.",
    URL_NOT_OURS:
      'Please ask your administrator to compare the url of the toolbar page with the configured public origin.',
    CUSTOMER_NOT_FOUND:
      'You can see customers you have added, and those of colleagues whom you have been given the right to see. If this one has only just been added, wait a moment and try again.',
    GROUP_CHAT_NOT_FOUND:
      'You can see groups that you, or colleagues whom you have been given the right to see, are in, and whose owner the app can see. If you have only just joined, wait a moment and try again.',
    NOT_OWN_CUSTOMER:
      'You may see this customer; remark and tags are changed by whoever is in contact with them.',
    RELATION_ENDED:
      'You, or the colleague through whom you saw them, are no longer in contact, and nothing is shown any more. If they have just been added again, try again.',
    FOLLOW_UP_NOT_FOUND:
      'It may have been deleted, or somebody else has written it. Try again to see the latest follow-ups.',
    SCRIPT_NOT_FOUND: 'It may have been deleted. Try again, then choose once more.',
    SCRIPT_CHANGED: 'Nothing was overwritten. Try again to see what it says now.',
    CRM_RECORD_NOT_FOUND: 'It may have been deleted or merged. Try again, then choose or search once more.',
    CRM_READ_ONLY: 'Please change it in the company’s own CRM: it is shown here afterwards.',
    CRM_UNAVAILABLE:
      'This usually passes quickly, and nothing else is affected. Please try again in a moment.',
    WECOM_UNAVAILABLE:
      'It does not answer just now, which usually passes quickly. Please try again in a moment.',
    WECOM_MISCONFIGURED:
      "WeCom refused the app's request. Please send the details below to your administrator.",
    WECOM_NOT_PERMITTED:
      'WeCom does not let the app read this. Please send the details below to your administrator.',
    NOT_READY: 'The server is busy or starting, usually not for long. Please try again in a moment.',
    INVALID_REQUEST: 'Please try again. If it stays like this, send the details below to your administrator.',
    ROUTE_NOT_FOUND: 'Please close the sidebar and open it again.',
    PAYLOAD_TOO_LARGE: 'Please shorten it and try again.',
    UNEXPECTED: 'Please try again. If it stays like this, send the details below to your administrator.',
  },
};

export const problemWords = { 'zh-CN': zhCN, en };

/** Come with the screen: a card needs none of them. */
export const words = problemWords[language];
