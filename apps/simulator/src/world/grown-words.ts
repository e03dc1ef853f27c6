/** Words that a grown world is made of. Surnames with how they look in a user id. */
export const surnames = [
  ['王', 'wang'],
  ['李', 'li'],
  ['张', 'zhang'],
  ['刘', 'liu'],
  ['陈', 'chen'],
  ['杨', 'yang'],
  ['黄', 'huang'],
  ['赵', 'zhao'],
  ['吴', 'wu'],
  ['周', 'zhou'],
  ['徐', 'xu'],
  ['孙', 'sun'],
  ['马', 'ma'],
  ['朱', 'zhu'],
  ['胡', 'hu'],
  ['郭', 'guo'],
  ['何', 'he'],
  ['林', 'lin'],
  ['高', 'gao'],
  ['罗', 'luo'],
  ['欧阳', 'ouyang'],
  ['司马', 'sima'],
] as const;

export const givenNames =
  '伟 芳 娜 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 秀 霞 平 刚 桂 英 华 玉 萍 红 鹏 慧 宇 晨 欣 怡 浩 然 梓 涵'.split(
    ' ',
  );

export const places = [
  '滨江花园',
  '翠湖天地',
  '保利香槟',
  '绿城玉园',
  '万科城',
  '金色家园',
  '城南旧里',
  '未来科技城',
  '香樟林',
  '望江府',
  '云栖小镇',
  '河西建材城',
];

export const companies = [
  '恒达酒店',
  '味之源餐饮',
  '青禾幼儿园',
  '卓越物业',
  '东方健身',
  '明德学校',
  '华清口腔',
  '晨光设计',
];

export const jobs = ['采购', '工程部经理', '店长', '销售顾问', '客户经理', '行政主管', '总经理助理'];

export const notes = [
  '看过样机，等报价。',
  '老小区，水压偏低。',
  '关注母婴用水，预算充足。',
  '先装厨房，年底再看全屋。',
  '邻居介绍来的，可以团购。',
  '每年四月、十月换芯。',
];

export const ownTags = ['周末联系', '价格敏感', '晚上八点后', '要发票', '转介绍多'];
