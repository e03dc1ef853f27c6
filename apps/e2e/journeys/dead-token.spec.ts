import { spruce } from '../support/client.js';
import { expect, journey } from '../support/journey.js';

/** Customers whom nobody else in these journeys opens, and of whom: their cards have to be fetched with the token. */
const unseen = { 42001: ['LiNa', 'wmGuoTing'], 40014: ['WangQiang', 'wmFengXue'] } as const;

journey('a ticket that has died before its time goes unnoticed', async ({ client, faults }) => {
  await client.open();
  await client.showsCardOf('wmLinXiaoyu');
  const fetched = await faults.countCalls('/ticket/get');

  await faults.switchOn({ kind: 'killTicket', corpId: spruce, agentId: 1000002 });
  await client.chooseChat('wmHuangLi');

  await client.showsCardOf('wmHuangLi');
  expect(await faults.countCalls('/ticket/get')).toBe(fetched + 1);
});

for (const errcode of [42001, 40014] as const) {
  journey(
    `a token killed with ${errcode} while the sidebar is in use goes unnoticed`,
    async ({ client, faults, page }) => {
      const [member, customer] = unseen[errcode];
      await client.open();
      await client.chooseMember(member);
      await expect(client.card).toHaveAttribute('aria-busy', 'false');
      const fetched = await faults.countCalls('/gettoken');
      const asked = await faults.countCalls('/externalcontact/get');

      await page.getByTestId(`kill-${errcode}`).click();
      await client.chooseChat(customer);

      await client.showsCardOf(customer);
      expect(await faults.countCalls('/gettoken')).toBe(fetched + 1);
      // Refused once, replayed once.
      expect(await faults.countCalls('/externalcontact/get')).toBe(asked + 2);
    },
  );
}
