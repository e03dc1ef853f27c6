import { language } from '../../locales';

const zhCN = {
  arrange: '调整顺序',
  done: '完成',
  up: (panel: string) => `上移「${panel}」`,
  down: (panel: string) => `下移「${panel}」`,
};

const en: typeof zhCN = {
  arrange: 'Change the order',
  done: 'Done',
  up: (panel) => `Move ${panel} up`,
  down: (panel) => `Move ${panel} down`,
};

export const words = language === 'en' ? en : zhCN;
