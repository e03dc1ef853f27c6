import type { CorpPersona } from '../persona.js';

/**
 * 海棠花艺: a second corp whose agent id, user ids and even some external user ids are the first corp's again.
 * They are different people. Whoever mixes them up has forgotten the corp in a key.
 */
export const begonia: CorpPersona = {
  corpId: 'wwbegonia5f6a7b8c9d',
  name: '海棠花艺',
  apps: [
    {
      agentId: 1000002,
      name: '花艺客户',
      secret: 'begonia-secret-for-the-simulator-only',
      enabled: true,
      trustedDomains: [],
      visibleTo: 'everyone',
      mayCallCustomerApis: true,
      trustedIps: null,
    },
  ],
  departments: [
    { departmentId: 1, name: '海棠花艺', parentId: 0 },
    { departmentId: 2, name: '门店', parentId: 1 },
  ],
  members: [
    { userId: 'ZhangWei', name: '张薇', position: '花艺师', department: 2, customerContact: true },
    { userId: 'LiNa', name: '李楠', position: '店长', department: 2, customerContact: true },
    { userId: 'HeJing', name: '何静', position: '客户经理', department: 2, customerContact: true },
  ],
  tagGroups: [
    {
      groupId: 'etBegoniaOccasion',
      name: '场合',
      tags: [
        ['etBegoniaOccasionWedding', '婚礼'],
        ['etBegoniaOccasionOpening', '开业'],
        ['etBegoniaOccasionWeekly', '每周订花'],
      ],
    },
  ],
  customers: [
    {
      externalUserId: 'wmLinXiaoyu',
      name: '林晓宇',
      gender: 'male',
      relations: [
        {
          userId: 'ZhangWei',
          daysAgo: 30,
          remark: '林晓宇 婚礼',
          description: '十二月六日婚礼，香槟色主花。',
          tagIds: ['etBegoniaOccasionWedding'],
          remarkMobiles: ['13100080008'],
        },
      ],
    },
    {
      externalUserId: 'wmHuangLi',
      name: '黄丽丽',
      gender: 'female',
      relations: [
        { userId: 'LiNa', daysAgo: 77, remark: '黄丽丽 前台花', tagIds: ['etBegoniaOccasionWeekly'] },
      ],
    },
    {
      externalUserId: 'wmShenQi',
      name: '沈琪',
      gender: 'female',
      relations: [
        { userId: 'ZhangWei', daysAgo: 8, remark: '沈琪 开业花篮', tagIds: ['etBegoniaOccasionOpening'] },
        { userId: 'HeJing', daysAgo: 7, remark: '沈琪' },
      ],
    },
    {
      externalUserId: 'wmJiangNan',
      name: '江楠',
      relations: [{ userId: 'HeJing', daysAgo: 45, remark: '江楠 咖啡店' }],
    },
  ],
  groupChats: [],
};
