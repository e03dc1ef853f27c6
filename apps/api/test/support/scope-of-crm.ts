import { expect } from '@jest/globals';
import { CustomerProfile } from '../../src/crm/company/built-in/customer-profile.entity.js';
import { fieldOf } from './crm.js';
import type { TwoCorps } from './two-corps.js';
import { begonias, sprucesSales } from './web-view.js';

/** What the routes of the CRM show to the same ids in two corps: a part of `scope.spec.ts`. */
export function ofCrm(scene: () => TwoCorps): Record<string, () => Promise<void>> {
  return {
    'GET /api/customers/:externalUserId/crm/search': async () => {
      const { atSpruce, atBegonia, customer } = scene();
      for (const [webView, name] of [
        [atSpruce, '林小雨'],
        [atBegonia, '林晓宇'],
      ] as const) {
        await webView.card(customer);
        const { body } = await webView.searchCrm(customer, name.slice(0, 2));
        expect(body.candidates).toMatchObject([{ key: customer, title: name }]);
        expect(JSON.stringify(body)).toContain(webView.app.corpId);
      }
    },
    'POST /api/customers/:externalUserId/crm/link': async () => {
      const { atSpruce, atBegonia, customer } = scene();
      await atSpruce.searchCrm(customer, '林小');
      expect((await atSpruce.linkToRecord(customer, customer)).status).toBe(204);
      expect((await atSpruce.card(customer)).body.crm).toMatchObject({ state: 'found', by: 'link' });
      expect((await atBegonia.card(customer)).body.crm).toMatchObject({ by: 'external_user_id' });
    },
    'POST /api/customers/:externalUserId/crm/unlink': async () => {
      const { atSpruce, atBegonia, customer } = scene();
      for (const webView of [atSpruce, atBegonia]) {
        await webView.searchCrm(customer, webView === atSpruce ? '林小' : '林晓');
        await webView.linkToRecord(customer, customer);
      }
      expect((await atBegonia.unlinkFromRecord(customer)).status).toBe(204);
      expect((await atSpruce.card(customer)).body.crm).toMatchObject({ by: 'link' });
      expect((await atBegonia.card(customer)).body.crm).toMatchObject({ by: 'external_user_id' });
      await atSpruce.unlinkFromRecord(customer);
    },
    'POST /api/customers/:externalUserId/crm/create': async () => {
      const { system, atSpruce, atBegonia, customer } = scene();
      const { manager } = system.database;
      const where = { corpId: sprucesSales.corpId, externalUserId: customer };
      await manager.delete(CustomerProfile, where);
      expect((await atSpruce.createRecord(customer)).status).toBe(204);
      expect(fieldOf((await atSpruce.card(customer)).body, 'owner')).toMatchObject({
        member: { name: '张伟' },
      });
      expect(fieldOf((await atBegonia.card(customer)).body, 'level')).toMatchObject({
        badge: { zh: begonias.corpId },
      });
      await manager.update(CustomerProfile, where, { level: sprucesSales.corpId });
    },
    'POST /api/customers/:externalUserId/crm/reveal': async () => {
      const { atSpruce, atBegonia, customer } = scene();
      for (const webView of [atSpruce, atBegonia]) {
        const { body } = await webView.revealField(customer, 'level');
        expect(body.value).toMatchObject({ badge: { zh: webView.app.corpId } });
      }
    },
  };
}
