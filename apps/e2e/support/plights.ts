import { expect, type Page } from '@playwright/test';
import { spruce, type Client, type Faults } from './client.js';

export interface Scene {
  client: Client;
  faults: Faults;
  page: Page;
}

/** One way to come before an explained screen. */
export interface Plight {
  code: string;
  arrange: (scene: Scene) => Promise<void>;
  /** Opened without the client around it. */
  inBrowser?: true;
}

const SALES = 1000002;
const webViewOrigin = () => `http://127.0.0.1:${Number(process.env['E2E_PORT']) + 1}`;
export const sidebarUrl = () => `${webViewOrigin()}/s/${spruce}/${SALES}`;

/** The client's own answers (protocol reference 5.6). */
const clientSays =
  (name: string, result: string) =>
  async ({ client, faults }: Scene) => {
    await faults.switchOn({ kind: 'bridge', fault: { kind: 'result', name, result } });
    await client.open();
  };

/** The platform's refusal of a call, as often as it is tried. */
const platformSays =
  (path: string, errcode: number) =>
  async ({ client, faults }: Scene) => {
    await faults.switchOn({ kind: 'nextCalls', path, times: 100, fault: { kind: 'errcode', errcode } });
    await client.open();
  };

/** A refusal of our own API that needs more time or load than a journey has; the API's own tests bring it about. */
const apiSays =
  (status: number, code: string) =>
  async ({ client, page }: Scene) => {
    await page.route('**/api/customers/*/card', (route) =>
      route.fulfill({
        status,
        json: { code, message: '', requestId: '0d6e9c1a-7f2b-4c58-9f0e-3b1a5c7d9e24' },
      }),
    );
    await client.open();
  };

/** Every explained screen, in the order of docs/explained-screens.md. */
export const plights: Plight[] = [
  {
    code: 'OUTSIDE_WECOM',
    inBrowser: true,
    arrange: async ({ page }) => void (await page.goto(sidebarUrl())),
  },
  {
    code: 'BAD_ADDRESS',
    inBrowser: true,
    arrange: async ({ page }) => void (await page.goto(`${webViewOrigin()}/s/${spruce}`)),
  },
  {
    code: 'UNKNOWN_APP',
    arrange: async ({ client, page }) => {
      await page.route('**/s/**', async (route) => {
        const { pathname } = new URL(route.request().url());
        if (!pathname.endsWith(`/${SALES}`)) return route.continue();
        return route.fulfill({ status: 302, headers: { location: `/s/${spruce}/1000999` } });
      });
      await client.open();
    },
  },
  { code: 'CLIENT_TOO_OLD', arrange: clientSays('getContext', 'function not exist') },
  {
    code: 'NOT_BESIDE_A_CHAT',
    arrange: async ({ client, page }) => {
      await client.open();
      await client.showsCardOf('wmLinXiaoyu');
      await page.getByTestId('workbench').click();
    },
  },
  {
    code: 'GROUP_CHAT_NOT_FOUND',
    arrange: async (scene) => {
      await platformSays('/externalcontact/groupchat/get', 40050)(scene);
      await scene.client.chooseChat('wrSpruceCareClub');
    },
  },
  {
    code: 'CUSTOMER_API_FORBIDDEN',
    arrange: async ({ client, faults }) => {
      await faults.changeApp(SALES, { mayCallCustomerApis: false }, { mayCallCustomerApis: true });
      await client.open();
    },
  },
  {
    code: 'CUSTOMER_CONTACT_DISABLED',
    arrange: async ({ client, faults }) => {
      await faults.changeMember('ZhangWei', { customerContact: false }, { customerContact: true });
      await client.open();
    },
  },
  { code: 'NO_JSSDK_PERMISSION', arrange: clientSays('getCurExternalContact', 'fail_no permission') },
  { code: 'OUTSIDE_VISIBLE_RANGE', arrange: clientSays('agentConfig', 'user not in allow list') },
  { code: 'DOMAIN_NOT_TRUSTED', arrange: platformSays('/auth/getuserinfo', 50001) },
  {
    code: 'IP_NOT_TRUSTED',
    arrange: async ({ client, faults }) => {
      await client.open();
      await client.showsCardOf('wmLinXiaoyu');
      await faults.changeApp(SALES, { trustedIps: ['203.0.113.9'] }, { trustedIps: null });
      await client.chooseMember('WangQiang');
      await client.chooseChat('wmLiuYang');
    },
  },
  {
    code: 'SIGNATURE_REFUSED',
    arrange: clientSays(
      'agentConfig',
      'invalid signature more info at https://open.work.weixin.qq.com/devtool/query?e=40093',
    ),
  },
  {
    code: 'NOT_A_MEMBER',
    arrange: async ({ client, faults }) => {
      await client.open();
      await client.showsCardOf('wmLinXiaoyu');
      await faults.setVisitor(await client.webViewId(), { kind: 'outsider', openId: 'oOutsider' });
      await client.sidebarFrame().evaluate(() => sessionStorage.clear());
      await client.reload();
    },
  },
  { code: 'LOGIN_LOOP', arrange: platformSays('/auth/getuserinfo', 40029) },
  {
    code: 'CUSTOMER_NOT_FOUND',
    arrange: async ({ client, faults }) => {
      await client.open();
      await client.showsCardOf('wmLinXiaoyu');
      // A colleague's customer, as if the platform had mixed up the chats.
      await faults.moveChat(await client.webViewId(), 'wmHeJun');
      await client.reload();
    },
  },
  {
    code: 'RELATION_ENDED',
    arrange: async ({ client, faults }) => {
      const relation = { userId: 'LiNa', externalUserId: 'wmMaChao' };
      await client.open();
      await client.chooseMember('LiNa');
      await client.chooseChat(relation.externalUserId);
      await client.showsCardOf(relation.externalUserId);
      await faults.happen(
        { kind: 'memberDeletesCustomer', ...relation },
        { kind: 'customerAddsMember', ...relation, name: '马超' },
      );
    },
  },
  {
    code: 'NETWORK_LOST',
    arrange: async ({ client, page }) => {
      await client.open();
      await client.showsCardOf('wmLinXiaoyu');
      await client.onChatChange('keep');
      await page.route('**/api/**', (route) => route.abort('internetdisconnected'));
      await client.chooseChat('wmHuangLi');
    },
  },
  {
    code: 'WECOM_UNAVAILABLE',
    arrange: async ({ client, faults }) => {
      await client.open();
      await client.chooseMember('WangQiang');
      await client.showsCardOf('woChenYu');
      await faults.switchOn({
        kind: 'nextCalls',
        path: '/externalcontact/get',
        times: 3,
        fault: { kind: 'http', status: 502, body: '<html>bad gateway</html>' },
      });
      await client.chooseChat('woTangWei');
    },
  },
  { code: 'NOT_READY', arrange: apiSays(503, 'NOT_READY') },
  { code: 'RATE_LIMITED', arrange: apiSays(429, 'RATE_LIMITED') },
  {
    code: 'CLIENT_SILENT',
    arrange: async ({ client, faults, page }) => {
      await page.clock.install();
      await faults.switchOn({ kind: 'bridge', fault: { kind: 'silent', name: 'getContext' } });
      await client.open();
      await expect(client.sidebar.getByTestId('card-skeleton')).toBeVisible();
      await page.waitForLoadState('networkidle');
      await page.clock.runFor(7_000);
    },
  },
];

/** Where the screen is, in the client's sidebar or in the whole window. */
export function screenOf({ inBrowser }: Plight, { client, page }: Scene) {
  return inBrowser ? page.getByTestId('problem') : client.problem;
}
