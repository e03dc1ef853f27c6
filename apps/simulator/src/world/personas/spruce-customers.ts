import type { CustomerPersona } from '../persona.js';

/** 云杉净水's customers, each odd in an own way. */
export const spruceCustomers: CustomerPersona[] = [
  {
    externalUserId: 'wmLinXiaoyu',
    name: '林小雨',
    gender: 'female',
    relations: [
      {
        userId: 'ZhangWei',
        daysAgo: 86,
        remark: '林小雨-滨江花园',
        description: '滨江花园 3 栋，120㎡，九月交房，关注母婴用水。周末看家博会样机。',
        addWay: 1,
        state: 'fair-2026-09',
        tagIds: ['etSpruceStageTalk', 'etSpruceSourceFair', 'etSpruceInterestWhole', 'etSpruceInterestSoft'],
        personalTags: ['周末联系'],
        remarkMobiles: ['13800010001', '021-55550101'],
        remarkCorpName: '滨江花园业主',
      },
    ],
  },
  {
    // no remark, nothing noted
    externalUserId: 'wmZhouMing',
    name: '周明',
    gender: 'male',
    relations: [{ userId: 'ZhangWei', daysAgo: 3, addWay: 2, operUserId: 'wmZhouMing' }],
  },
  {
    // two followers, each with an own remark, tags and phone
    externalUserId: 'wmHuangLi',
    name: '黄莉',
    unionId: 'o6HuangLiOfSpruce0001',
    gender: 'female',
    relations: [
      {
        userId: 'ZhangWei',
        daysAgo: 210,
        remark: '黄姐 全屋',
        description: '去年装了全屋净水，今年想加软水机。',
        tagIds: ['etSpruceStageDeal', 'etSpruceSourceFriend', 'etSpruceInterestSoft'],
        remarkMobiles: ['13900020002'],
      },
      {
        userId: 'LiNa',
        daysAgo: 40,
        remark: '黄莉（张伟老客）',
        description: '门店咨询滤芯套餐。',
        addWay: 3,
        tagIds: ['etSpruceSourceStore', 'etSpruceInterestFilter'],
        remarkMobiles: ['13900020099'],
      },
    ],
  },
  {
    // deleted the member: the one-way relation is still there (1.7)
    externalUserId: 'wmQianFeng',
    name: '钱峰',
    gender: 'male',
    relations: [
      {
        userId: 'ZhangWei',
        daysAgo: 300,
        remark: '钱峰 已流失',
        description: '嫌报价高，三月起不回消息。',
        tagIds: ['etSpruceStageSilent'],
        deletedBy: 'customer',
      },
    ],
  },
  {
    // WeCom-type customer with company and position
    externalUserId: 'woChenYu',
    name: '陈昱',
    gender: 'male',
    company: { shortName: '恒达酒店', fullName: '杭州恒达酒店管理有限公司', position: '工程部经理' },
    relations: [
      {
        userId: 'ZhangWei',
        daysAgo: 55,
        remark: '恒达酒店 陈经理',
        description: '12 家门店净水改造，十二月招标。',
        addWay: 12,
        tagIds: ['etSpruceStageTalk', 'etSpruceInterestWhole'],
        remarkMobiles: ['13700030003'],
      },
      { userId: 'WangQiang', daysAgo: 54, remark: '恒达 陈昱', addWay: 201, operUserId: 'ZhangWei' },
    ],
  },
  {
    // a name as long as the platform allows
    externalUserId: 'wmLongName',
    name: '阿不都热依木江·买买提艾力·吐尔逊江（乌鲁木齐河西建材城二楼净水器专营店·老客户介绍）',
    relations: [
      {
        userId: 'ZhangWei',
        daysAgo: 120,
        remark: '阿不都热依木江老板河西建材城二楼净水专营',
        description:
          '河西建材城二楼经营净水器零售十余年，本地安装队成熟，想谈区域代理：首批二十台全屋主机与两百套滤芯，要求上门培训两次、每季度返点结算，并希望拿到新疆南疆片区的独家授权，正等公司区域政策批复，下次沟通前先把返点表准备好。',
        tagIds: [
          'etSpruceStageTalk',
          'etSpruceSourceFriend',
          'etSpruceInterestWhole',
          'etSpruceInterestKitchen',
          'etSpruceInterestSoft',
          'etSpruceInterestFilter',
        ],
        personalTags: ['代理意向', '返点敏感', '要上门培训'],
      },
    ],
  },
  {
    // emoji and markup in the name and in everything the member may type
    externalUserId: 'wmScriptName',
    name: '🐳海豚<script>window.__pwned=1</script>',
    relations: [
      {
        userId: 'ZhangWei',
        daysAgo: 12,
        remark: '<img src=x onerror="window.__pwned=2">',
        description: '"><svg/onload=window.__pwned=3> 👨‍👩‍👧‍👦 家庭群主',
        tagIds: ['etSpruceStageNew', 'etSpruceSourceVideo'],
        personalTags: ['<b>重点</b>'],
      },
    ],
  },
  {
    // no avatar
    externalUserId: 'wmNoAvatar',
    name: '吴桐',
    hasAvatar: false,
    relations: [
      {
        userId: 'ZhangWei',
        daysAgo: 1,
        remark: '吴桐 门店加的',
        addWay: 3,
        tagIds: ['etSpruceSourceStore'],
      },
    ],
  },
  {
    externalUserId: 'wmXuJing',
    name: '徐静',
    gender: 'female',
    relations: [
      {
        userId: 'ZhangWei',
        daysAgo: 33,
        remark: '徐静 翠湖天地',
        description: '二胎家庭，想要即热。',
        addWay: 10,
        tagIds: ['etSpruceStageTalk', 'etSpruceSourceVideo', 'etSpruceInterestKitchen'],
        remarkMobiles: ['13600040004'],
      },
    ],
  },
  {
    externalUserId: 'wmHeJun',
    name: '何俊',
    gender: 'male',
    relations: [
      {
        userId: 'LiNa',
        daysAgo: 70,
        remark: '何俊 保利香槟',
        addWay: 16,
        state: 'douyin-ad-7',
        tagIds: ['etSpruceStageNew', 'etSpruceInterestKitchen'],
        remarkMobiles: ['13500050005'],
      },
    ],
  },
  {
    externalUserId: 'wmGuoTing',
    name: '郭婷',
    gender: 'female',
    relations: [
      {
        userId: 'LiNa',
        daysAgo: 18,
        remark: '郭婷 瑜伽馆',
        description: '两家瑜伽馆，每月约 40 桶水，想换直饮机。',
        tagIds: ['etSpruceStageTalk', 'etSpruceSourceFriend', 'etSpruceInterestWhole'],
      },
    ],
  },
  {
    externalUserId: 'wmMaChao',
    name: '马超',
    gender: 'male',
    relations: [
      {
        userId: 'LiNa',
        daysAgo: 400,
        remark: '马超 老客',
        tagIds: ['etSpruceStageDeal'],
        addWay: 202,
        operUserId: 'WangQiang',
      },
    ],
  },
  {
    // the member has deleted this customer: every call answers 84061
    externalUserId: 'wmDeletedByMember',
    name: '朱琳',
    relations: [{ userId: 'LiNa', daysAgo: 150, remark: '朱琳', deletedBy: 'member' }],
  },
  {
    externalUserId: 'wmLiuYang',
    name: '刘洋',
    gender: 'male',
    relations: [
      {
        userId: 'WangQiang',
        daysAgo: 22,
        remark: '刘洋 绿城物业',
        tagIds: ['etSpruceStageTalk', 'etSpruceInterestFilter'],
      },
    ],
  },
  {
    externalUserId: 'wmFengXue',
    name: '冯雪',
    gender: 'female',
    relations: [
      { userId: 'WangQiang', daysAgo: 9, remark: '冯雪', addWay: 4, tagIds: ['etSpruceStageNew'] },
      { userId: 'ZhaoMin', daysAgo: 5, remark: '冯雪 待安装', addWay: 201, operUserId: 'WangQiang' },
    ],
  },
  {
    externalUserId: 'woTangWei',
    name: '唐薇',
    gender: 'female',
    company: { shortName: '味之源', fullName: '味之源餐饮连锁股份有限公司', position: '采购' },
    relations: [
      { userId: 'WangQiang', daysAgo: 65, remark: '味之源 唐薇', addWay: 9, tagIds: ['etSpruceStageDeal'] },
    ],
  },
  {
    externalUserId: 'wmSongJia',
    name: '宋佳',
    gender: 'female',
    relations: [
      {
        userId: 'ZhaoMin',
        daysAgo: 260,
        remark: '宋佳 换芯',
        description: '每年四月、十月换芯。',
        tagIds: ['etSpruceStageDeal', 'etSpruceInterestFilter'],
        remarkMobiles: ['13300060006'],
      },
    ],
  },
  {
    externalUserId: 'wmDengBo',
    name: '邓波',
    gender: 'male',
    relations: [{ userId: 'ZhaoMin', daysAgo: 14, remark: '邓波 漏水报修', addWay: 15 }],
  },
  {
    // added in a way this version of the protocol does not list
    externalUserId: 'wmNewAddWay',
    name: '彭宇',
    relations: [{ userId: 'ZhaoMin', daysAgo: 2, remark: '彭宇', addWay: 987 }],
  },
  {
    // three colleagues serve the same customer
    externalUserId: 'wmCaoRui',
    name: '曹睿',
    gender: 'male',
    relations: [
      {
        userId: 'ZhangWei',
        daysAgo: 500,
        remark: '曹睿 别墅',
        tagIds: ['etSpruceStageDeal', 'etSpruceInterestWhole'],
        remarkMobiles: ['13200070007'],
      },
      { userId: 'LiNa', daysAgo: 320, remark: '曹总' },
      { userId: 'ZhaoMin', daysAgo: 90, remark: '曹睿 年保', addWay: 201, operUserId: 'ZhangWei' },
    ],
  },
];
