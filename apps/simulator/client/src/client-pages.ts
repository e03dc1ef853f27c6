/** What the client opens by itself for the page in the sidebar, once the native side has agreed (5.5). */
export type ClientPage = { kind: 'chat'; id: string } | { kind: 'profile'; id: string };

export function pageOpenedBy(
  name: string,
  params: Record<string, unknown>,
  result: object | null,
): ClientPage | null {
  if (!result || !('err_msg' in result) || result.err_msg !== `${name}:ok`) return null;
  switch (name) {
    case 'openEnterpriseChat':
      return { kind: 'chat', id: String(params['chatId'] || params['externalUserIds']) };
    case 'openUserProfile':
      return { kind: 'profile', id: String(params['userid']) };
    default:
      return null;
  }
}
