import type { Text } from './zh-CN';

export const en: Text = {
  loading: 'Loading the customer',
  retry: 'Try again',
  loginAgain: 'Log in again',
  webLogin: 'Log in by scanning with WeCom',
  forSupport: 'Details for your administrator',
  supportCode: (code) => `Problem code ${code}`,
  requestId: 'Request',
  technical: 'Details',
  show: 'Show',
  showPhones: 'Show phone numbers',
  phone: 'Phone',
  company: 'Company',
  owner: 'Owner',
  added: 'Added by',
  channel: 'Channel',
  personalTags: 'Your own tags',
  alsoServedBy: 'Also served by',
  since: (time) => `added ${time}`,
  followUps: 'Latest follow-ups',
  noFollowUps: 'No follow-ups yet',
  writeFollowUp: 'Write a follow-up',
  save: 'Save',
  saving: 'Saving',
  notSaved: (reason) => `Not saved: ${reason}`,
  unsavedFor: (customers) =>
    `What you wrote for ${customers.join(', ')} is not saved yet. Go back to that chat to continue.`,
  throughColleague: (name) =>
    `You are not this customer's contact: remark, tags and phone below are ${name}'s.`,
  customerLeft: (time) => `The customer deleted you ${time}: they don't get your messages.`,
  customerLeftColleague: (member, time) => `The customer deleted ${member} ${time}.`,
  timeline: 'Timeline',
  openTimeline: 'Show everything',
  justNow: 'just now',
  ownCustomers: 'My customers',
  noOwnCustomers: 'No customers here yet. Those you add in WeCom will be shown.',
  nextContact: (time) => `next contact ${time}`,
  orders: 'Latest orders',
  noOrders: 'No orders yet',
  level: (level) => (/^[A-Z]$/.test(level) ? `Level ${level}` : level),
  unconfirmed: (time) => `WeCom can't be reached. This is what we knew ${time}.`,
  kinds: { wechat: 'WeChat', wecom: 'WeCom' },
  genders: { male: 'male', female: 'female' },
  orderStatuses: { pending: 'unpaid', paid: 'paid', delivered: 'delivered', closed: 'closed' },
  addWays: {
    unknown: 'unknown way',
    qr_code: 'QR code',
    phone_search: 'phone search',
    card_share: 'shared card',
    group_chat: 'group chat',
    phone_contacts: 'phone contacts',
    wechat_contact: 'WeChat contact',
    friend_request: 'WeChat friend request',
    service_contact: 'service contact',
    email_search: 'e-mail search',
    video_channel: 'Channels (视频号)',
    calendar: 'calendar',
    meeting: 'meeting',
    wecom_of_wechat_friend: "a WeChat friend's WeCom",
    smart_device: 'smart device',
    onsite_service: 'on-site service',
    acquisition_link: 'acquisition link',
    custom: 'custom',
    demand_reply: 'reply to a demand',
    presales: 'third-party pre-sales',
    business_partner: 'possible business partner',
    accepted_from_wechat: 'request accepted from WeChat',
    shared_by_colleague: 'shared by a colleague',
    assigned_by_admin: 'assigned by an administrator',
    other: 'another way',
  },
  problems: {
    OUTSIDE_WECOM: {
      title: 'Open this in WeCom',
      advice:
        'This page lives in the sidebar of a customer chat. Open a chat with a customer in WeCom, then this page from its toolbar; or log in here by scanning a code, to look at your customers.',
    },
    BAD_ADDRESS: {
      title: 'The address is incomplete',
      advice:
        'It names no corp and app. Please ask your administrator to check the url of the chat toolbar page.',
    },
    UNKNOWN_APP: {
      title: 'This app is not connected yet',
      advice:
        'No such corp or app is declared. Please ask your administrator to compare the toolbar url with the corp id and AgentId in the configuration.',
    },
    NOT_BESIDE_A_CHAT: {
      title: 'Open this from a customer chat',
      advice:
        'The customer you are talking to is shown here. Open a chat with a customer, then this page from its toolbar.',
    },
    GROUP_CHAT: {
      title: 'Customer groups are not supported yet',
      advice: 'Only single customers can be shown for now. Open a chat with one customer.',
    },
    NO_JSSDK_PERMISSION: {
      title: 'No permission to read the customer',
      advice:
        'Please ask your administrator to list this app under 客户联系 → 可调用接口的应用 and to enable customer contact for you. Then try again.',
    },
    SIGNATURE_REFUSED: {
      title: "WeCom refused the page's signature",
      advice: 'Please try again. If it stays like this, send the details below to your administrator.',
    },
    DOMAIN_NOT_TRUSTED: {
      title: "The page's domain is not trusted",
      advice: "Please ask your administrator to add it to the app's trusted domains (网页授权及 JS-SDK).",
    },
    OUTSIDE_VISIBLE_RANGE: {
      title: "You are outside the app's visible range",
      advice: 'Please ask your administrator to add you to 可见范围, then try again.',
    },
    CLIENT_TOO_OLD: {
      title: 'Your WeCom is too old',
      advice: 'Please update WeCom and open the sidebar again.',
    },
    CLIENT_SILENT: {
      title: 'WeCom does not respond',
      advice: 'Please try again. If nothing happens, close and reopen the sidebar, or restart WeCom.',
    },
    NETWORK_LOST: {
      title: 'No connection',
      advice: 'The server could not be reached. Check your network and try again.',
    },
    LOGIN_LOOP: {
      title: 'Logging in did not work',
      advice:
        'After several attempts we still do not know who you are. Log in again; if it stays like this, send the details below to your administrator.',
    },
    NOT_LOGGED_IN: { title: 'Please log in', advice: 'Log in again to go on.' },
    SESSION_CHANGED: { title: 'Your login has ended', advice: 'Log in again to go on.' },
    OAUTH_STATE_INVALID: {
      title: 'The login has expired',
      advice: 'It was not begun on this page, or has been used before. Log in again.',
    },
    OAUTH_CODE_INVALID: {
      title: 'The login has expired',
      advice: 'WeCom no longer accepts it. Log in again.',
    },
    NOT_A_MEMBER: {
      title: 'You are no member of this company',
      advice: 'Switch to an account of the company, then log in again.',
    },
    ORIGIN_NOT_OURS: {
      title: 'Nothing was done',
      advice: 'This was not sent by our own page. Please load the page again and retry.',
    },
    CHAT_CHANGED: {
      title: 'Another chat is open now',
      advice: 'Nothing was saved or changed. Try again to see the customer of the chat that is open.',
    },
    RATE_LIMITED: { title: 'Too many requests', advice: 'Please wait a minute, then try again.' },
    CUSTOMER_API_FORBIDDEN: {
      title: 'The app may not read customers yet',
      advice:
        'Please ask your administrator to tick this app under 客户联系 → 可调用接口的应用. Then try again.',
    },
    CUSTOMER_CONTACT_DISABLED: {
      title: 'Customer contact is not enabled for you',
      advice:
        "Please ask your administrator to add you under 客户联系 → 使用范围, and to the app's visible range. Then try again.",
    },
    IP_NOT_TRUSTED: {
      title: "The server's address is not trusted",
      advice:
        "Please ask your administrator to add this server's outgoing address to the app's 企业可信IP. Try again about a minute later.",
    },
    URL_NOT_OURS: {
      title: 'The address is wrong',
      advice:
        'Please ask your administrator to compare the url of the toolbar page with the configured public origin.',
    },
    CUSTOMER_NOT_FOUND: {
      title: 'You cannot see this customer',
      advice:
        'You can see customers you have added, and those of colleagues whom you have been given the right to see. If this one has only just been added, wait a moment and try again.',
    },
    RELATION_ENDED: {
      title: 'You can no longer see this customer',
      advice:
        'You, or the colleague through whom you saw them, are no longer in contact, and nothing is shown any more. If they have just been added again, try again.',
    },
    WECOM_UNAVAILABLE: {
      title: 'WeCom is busy',
      advice: 'It does not answer just now, which usually passes quickly. Please try again in a moment.',
    },
    WECOM_MISCONFIGURED: {
      title: 'The app is set up wrongly',
      advice: "WeCom refused the app's request. Please send the details below to your administrator.",
    },
    WECOM_NOT_PERMITTED: {
      title: 'The app lacks a permission',
      advice: 'WeCom does not let the app read this. Please send the details below to your administrator.',
    },
    NOT_READY: {
      title: 'The system is busy',
      advice: 'The server is busy or starting, usually not for long. Please try again in a moment.',
    },
    INVALID_REQUEST: {
      title: 'Something is wrong with the request',
      advice: 'Please try again. If it stays like this, send the details below to your administrator.',
    },
    ROUTE_NOT_FOUND: {
      title: 'This page is out of date',
      advice: 'Please close the sidebar and open it again.',
    },
    PAYLOAD_TOO_LARGE: { title: 'Too large', advice: 'Please shorten it and try again.' },
    UNEXPECTED: {
      title: 'Something went wrong',
      advice: 'Please try again. If it stays like this, send the details below to your administrator.',
    },
  },
};
