import type { AddWay } from '@sidecard/contracts';
import { language } from '../../locales';

interface OriginWords {
  added: string;
  channel: string;
  addWays: Record<AddWay, string>;
}

const zhCN: OriginWords = {
  added: '添加方式',
  channel: '渠道',
  addWays: {
    unknown: '未知来源',
    qr_code: '扫描二维码',
    phone_search: '搜索手机号',
    card_share: '名片分享',
    group_chat: '群聊',
    phone_contacts: '手机通讯录',
    wechat_contact: '微信联系人',
    friend_request: '微信好友申请',
    service_contact: '第三方应用客服自动添加',
    email_search: '搜索邮箱',
    video_channel: '视频号',
    calendar: '日程参与人',
    meeting: '会议参与人',
    wecom_of_wechat_friend: '微信好友对应的企业微信',
    smart_device: '智慧硬件',
    onsite_service: '上门服务',
    acquisition_link: '获客链接',
    custom: '定制开发',
    demand_reply: '需求回复',
    presales: '第三方售前客服',
    business_partner: '可能的商务伙伴',
    accepted_from_wechat: '接受微信账号收到的申请',
    shared_by_colleague: '同事共享',
    assigned_by_admin: '管理员分配',
    other: '其他方式',
  },
};

const en: OriginWords = {
  added: 'Added by',
  channel: 'Channel',
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
};

/** Come after the first view. */
export const words = language === 'en' ? en : zhCN;
