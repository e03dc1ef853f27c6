import type { CorpPersona } from '../persona.js';
import { spruceCustomers } from './spruce-customers.js';

const everyone = {
  enabled: true,
  trustedDomains: [],
  visibleTo: 'everyone' as const,
  mayCallCustomerApis: true,
  trustedIps: null,
};

/** 云杉净水: the corp most of the demo plays in. Two apps; customers are named by what is odd about them. */
export const spruce: CorpPersona = {
  corpId: 'wwspruce0a1b2c3d4e',
  name: '云杉净水',
  apps: [
    { ...everyone, agentId: 1000002, name: '客户名片', secret: 'spruce-sales-secret-for-the-simulator-only' },
    {
      ...everyone,
      agentId: 1000003,
      name: '售后服务',
      secret: 'spruce-service-secret-for-the-simulator-only',
      visibleTo: ['WangQiang', 'ZhaoMin'],
    },
  ],
  departments: [
    { departmentId: 1, name: '云杉净水', parentId: 0 },
    { departmentId: 2, name: '销售部', parentId: 1 },
    { departmentId: 3, name: '售后部', parentId: 1 },
    { departmentId: 4, name: '财务部', parentId: 1 },
    { departmentId: 5, name: '门店组', parentId: 2 },
  ],
  members: [
    { userId: 'ZhangWei', name: '张伟', position: '销售顾问', department: 2, customerContact: true },
    { userId: 'LiNa', name: '李娜', position: '销售顾问', department: 5, customerContact: true },
    {
      userId: 'WangQiang',
      name: '王强',
      position: '销售主管',
      department: 2,
      leads: true,
      customerContact: true,
    },
    { userId: 'ZhaoMin', name: '赵敏', position: '售后工程师', department: 3, customerContact: true },
    { userId: 'SunYue', name: '孙悦', position: '财务', department: 4, customerContact: false },
  ],
  tagGroups: [
    {
      groupId: 'etSpruceStage',
      name: '客户阶段',
      tags: [
        ['etSpruceStageNew', '新线索'],
        ['etSpruceStageTalk', '方案沟通'],
        ['etSpruceStageDeal', '已成交'],
        ['etSpruceStageSilent', '沉默'],
      ],
    },
    {
      groupId: 'etSpruceSource',
      name: '来源',
      tags: [
        ['etSpruceSourceFair', '家博会'],
        ['etSpruceSourceFriend', '老客转介绍'],
        ['etSpruceSourceVideo', '视频号'],
        ['etSpruceSourceStore', '门店'],
      ],
    },
    {
      groupId: 'etSpruceInterest',
      name: '意向产品',
      tags: [
        ['etSpruceInterestWhole', '全屋净水'],
        ['etSpruceInterestKitchen', '厨下净水'],
        ['etSpruceInterestSoft', '软水机'],
        ['etSpruceInterestFilter', '滤芯套餐'],
      ],
    },
  ],
  customers: spruceCustomers,
  groupChats: [
    {
      chatId: 'wrSpruceRiverside',
      name: '滨江花园净水团购群',
      notice: '满 15 户按团购价，周六样机上门。',
      daysAgo: 24,
      ownerUserId: 'ZhangWei',
      memberUserIds: ['ZhangWei', 'ZhaoMin'],
      externalUserIds: ['wmLinXiaoyu', 'wmHuangLi', 'wmXuJing'],
    },
    {
      // many people: customers of several members, some of nobody, and names as odd as people make them
      chatId: 'wrSpruceCareClub',
      name: '云杉净水老客户关怀群（滤芯更换提醒·以旧换新·转介绍有礼）',
      notice:
        '【换芯季】十一月底前报名以旧换新，主机抵 600 元，前置滤芯免费换一支。\n' +
        '报名接龙：姓名＋小区＋机型；漏水、异响请直接 @赵敏，两小时内回电。群里请不要发广告和拼团链接，谢谢大家！',
      daysAgo: 310,
      ownerUserId: 'LiNa',
      memberUserIds: ['LiNa', 'ZhangWei', 'ZhaoMin'],
      externalUserIds: [
        'wmSongJia',
        'wmHuangLi',
        'wmCaoRui',
        'wmMaChao',
        'wmLongName',
        'wmGuoTing',
        'wmScriptName',
        'wmHeJun',
        'woChenYu',
      ],
      strangers: [
        { externalUserId: 'wmStrangerDuJuan', name: '杜鹃🌸' },
        { externalUserId: 'wmStrangerPei', name: '裴勇 建材城水电' },
        { externalUserId: 'wmStrangerNameless', name: '' },
      ],
      nicknames: { wmHuangLi: '3-1202 黄莉', wmCaoRui: '老曹', wmStrangerDuJuan: '5-301 杜鹃' },
    },
  ],
};
