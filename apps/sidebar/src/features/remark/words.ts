import { language } from '../../locales';

const zhCN = {
  title: '编辑备注',
  remark: '备注名',
  company: '公司',
  description: '描述',
  phones: '电话',
  phone: (number: number) => `电话 ${number}`,
  changePhones: '修改电话',
  addPhone: '添加电话',
  removePhone: (number: number) => `删除电话 ${number}`,
  badPhone: '电话只能有数字、空格、+、- 和括号',
  notKept: '电话不会留在浏览器里：保存前刷新页面就要重新填写。',
  notEmptied: '企业微信不支持在这里清空，请在聊天的客户资料里清空。',
  cancel: '放弃',
};

const en: typeof zhCN = {
  title: 'Edit remark',
  remark: 'Remark',
  company: 'Company',
  description: 'Description',
  phones: 'Phones',
  phone: (number) => `Phone ${number}`,
  changePhones: 'Change phones',
  addPhone: 'Add a phone',
  removePhone: (number) => `Remove phone ${number}`,
  badPhone: 'A phone has digits, spaces, +, - and brackets only',
  notKept:
    'Phones are not kept in the browser: if the page is reloaded before they are saved, they have to be typed again.',
  notEmptied: 'WeCom can’t empty this from here. Empty it in the customer’s profile in the chat.',
  cancel: 'Discard',
};

export const words = language === 'en' ? en : zhCN;
