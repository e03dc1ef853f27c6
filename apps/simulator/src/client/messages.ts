import type { Corp } from '../world/world.js';

/** One line of a chat, as the client shows it. */
export interface Message {
  from: 'customer' | 'member';
  /** Of an image, a file or a link: what it is called. */
  text: string;
  /** Where the image is that the client draws. */
  imageUrl?: string;
  /** What a file or a link leads to. */
  link?: { kind: 'file' | 'video' | 'news'; url: string; description: string };
}

const written: Record<string, Message[]> = {
  'wwspruce0a1b2c3d4e/wmLinXiaoyu': [
    { from: 'customer', text: '张经理，周末家博会你们还在老位置吗？' },
    { from: 'member', text: '在的，3 号馆 B12，样机都通了水，可以现场尝。' },
    { from: 'customer', text: '好，我带我婆婆一起。120 平的要多少钱来着？' },
  ],
  'wwspruce0a1b2c3d4e/wmHuangLi': [
    { from: 'customer', text: '软水机能跟去年那套装在一起吗？' },
    { from: 'member', text: '可以，前置位置留好了，我把图发您。' },
  ],
  'wwspruce0a1b2c3d4e/woChenYu': [
    { from: 'customer', text: '招标文件下周一发，你们先把 12 家店的点位表准备一下。' },
    { from: 'member', text: '收到，陈经理。' },
  ],
  'wwspruce0a1b2c3d4e/wrSpruceRiverside': [
    { from: 'customer', text: '三号楼有一起装的吗？' },
    { from: 'member', text: '目前 14 户，再来一户就能按团购价。' },
  ],
  'wwspruce0a1b2c3d4e/wrSpruceCareClub': [
    { from: 'customer', text: '以旧换新是什么型号都收吗？我家那台用了六年了。' },
    { from: 'member', text: '都收的，我私信您登记一下机型。' },
  ],
  'wwbegonia5f6a7b8c9d/wmLinXiaoyu': [
    { from: 'customer', text: '手捧花可以换成芍药吗？' },
    { from: 'member', text: '十二月芍药要从荷兰走，我给您报个价。' },
  ],
};

/** What has been said in a chat. Chats nobody has written for have begun with the platform's own first line. */
export function messagesOf(corp: Corp, chatId: string): Message[] {
  return (
    written[`${corp.corpId}/${chatId}`] ?? [
      { from: 'customer', text: '我通过了你的联系人验证请求，现在我们可以开始聊天了' },
    ]
  );
}
