import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import { FollowUp } from '../../src/crm/follow-ups/follow-up.entity.js';
import type { TwoCorps } from './two-corps.js';
import { begonias, sprucesSales, type WebView } from './web-view.js';

/** What the routes of follow-ups show to the same ids in two corps: a part of `scope.spec.ts`. */
export function ofFollowUps(scene: () => TwoCorps): Record<string, () => Promise<void>> {
  return {
    'POST /api/customers/:externalUserId/follow-ups': async () => {
      const { system, atSpruce, atBegonia, customer } = scene();
      const followUpId = randomUUID();
      system.clock.advance({ seconds: 1 });
      for (const webView of [atSpruce, atBegonia]) {
        const note = `noted at ${webView.app.corpId}`;
        expect((await webView.addFollowUp(customer, note, { followUpId })).body.note).toBe(note);
      }
      for (const webView of [atSpruce, atBegonia]) {
        const [latest] = (await webView.card(customer)).body.followUps;
        expect(latest?.note).toBe(`noted at ${webView.app.corpId}`);
        await system.database.manager.delete(FollowUp, { corpId: webView.app.corpId, followUpId });
      }
    },
    'POST /api/customers/:externalUserId/follow-ups/:followUpId': async () => {
      const { atSpruce, atBegonia, customer } = scene();
      expect((await atSpruce.editFollowUp(customer, 'same-id', { note: 'edited' })).status).toBe(200);
      expect((await atBegonia.card(customer)).body.followUps[0]?.note).toBe(begonias.corpId);
      await atSpruce.editFollowUp(customer, 'same-id', { note: sprucesSales.corpId });
    },
    'POST /api/customers/:externalUserId/follow-ups/:followUpId/delete': async () => {
      const { system, atSpruce, atBegonia, customer } = scene();
      const followUpId = randomUUID();
      for (const webView of [atSpruce, atBegonia])
        await webView.addFollowUp(customer, '写错了', { followUpId });
      expect((await atSpruce.deleteFollowUp(customer, followUpId)).status).toBe(204);
      expect((await atBegonia.timeline(customer, 'follow_ups')).body.entries).toHaveLength(2);
      expect((await atSpruce.timeline(customer, 'follow_ups')).body.entries).toHaveLength(1);
      await system.database.manager.delete(FollowUp, { followUpId });
    },
    'GET /api/my-day': async () => {
      const { system, atSpruce, atBegonia, customer } = scene();
      const followUpId = randomUUID();
      await atSpruce.addFollowUp(customer, '今天回电', { followUpId, nextContactOn: '2020-01-01' });
      const dueAt = async (webView: WebView) =>
        (await webView.myDay()).body.due.customers.map(({ externalUserId }) => externalUserId);
      expect(await dueAt(atSpruce)).toEqual([customer]);
      expect(await dueAt(atBegonia)).toEqual([]);
      await system.database.manager.delete(FollowUp, { followUpId });
    },
  };
}
