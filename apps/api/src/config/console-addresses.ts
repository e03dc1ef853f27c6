import { sidebarPath, type AppScope } from '@sidecard/contracts';

/**
 * What the admin console asks for of an app: where 聊天工具栏 leads, and what 接收消息 calls.
 * @param publicOrigin like `https://crm.example.com`, whose host is the 可信域名
 */
export function consoleAddresses(publicOrigin: string, app: AppScope): { page: string; callback: string } {
  return {
    page: publicOrigin + sidebarPath(app),
    callback: `${publicOrigin}/wecom/callback/${app.corpId}/${app.agentId}`,
  };
}
