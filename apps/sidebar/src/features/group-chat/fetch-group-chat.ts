import { apiPaths, groupChatSchema, type GroupChatCard } from '@sidecard/contracts';
import { ask, read } from '../../api/client';

export function fetchGroupChat(mark: string, chatId: string): Promise<GroupChatCard> {
  return read(ask(apiPaths.groupChat(chatId), mark), groupChatSchema);
}
