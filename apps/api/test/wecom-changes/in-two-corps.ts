import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import { WecomChangeRow } from '../../src/crm/wecom-changes/wecom-change.entity.js';
import type { System } from '../support/system.js';
import type { WebView } from '../support/web-view.js';

const SAME_CUSTOMER = 'wmLinXiaoyu';

/** What `scope.spec.ts` tries on the routes of changes: the same ids in two corps never meet. */
export const changesInTwoCorps = (
  both: () => { system: System; atSpruce: WebView; atBegonia: WebView },
): Record<string, () => Promise<void>> => ({
  'GET /api/customers/:externalUserId/tags': async () => {
    const { atSpruce, atBegonia } = both();
    const named = async (webView: WebView) => JSON.stringify((await webView.tagChoices(SAME_CUSTOMER)).body);
    expect(await named(atSpruce)).toContain('etSpruceStageDeal');
    expect(await named(atBegonia)).not.toContain('Spruce');
  },
  'POST /api/customers/:externalUserId/tags': async () => {
    const { atSpruce, atBegonia } = both();
    await Promise.all([atSpruce, atBegonia].map((webView) => webView.tagChoices(SAME_CUSTOMER)));
    const change = { changeId: randomUUID(), add: ['etSpruceStageDeal'] };
    expect((await atSpruce.changeTags(SAME_CUSTOMER, change)).status).toBe(204);
    expect((await atBegonia.changeTags(SAME_CUSTOMER, change)).body.code).toBe('INVALID_REQUEST');
    expect(JSON.stringify((await atSpruce.card(SAME_CUSTOMER)).body.wecomChanges)).toContain('已成交');
    expect((await atBegonia.card(SAME_CUSTOMER)).body.wecomChanges).toEqual([]);
  },
  'POST /api/customers/:externalUserId/remark': async () => {
    const { atSpruce, atBegonia } = both();
    const changeId = randomUUID();
    for (const webView of [atSpruce, atBegonia])
      expect(
        (await webView.changeRemark(SAME_CUSTOMER, { changeId, remark: webView.app.corpId })).status,
      ).toBe(204);
    for (const webView of [atSpruce, atBegonia])
      expect((await webView.card(SAME_CUSTOMER)).body.relation.remark).toBe(webView.app.corpId);
  },
  'POST /api/customers/:externalUserId/wecom-changes/dismiss': async () => {
    const { atSpruce, atBegonia } = both();
    const changeId = randomUUID();
    const { manager } = both().system.database;
    for (const webView of [atSpruce, atBegonia])
      await webView.changeRemark(SAME_CUSTOMER, { changeId, remark: '一样' });
    await manager.update(WecomChangeRow, { changeId }, { state: 'dead', refusal: 'not_accepted' });
    expect((await atSpruce.dismissChange(SAME_CUSTOMER, changeId)).status).toBe(204);
    const refused = async (webView: WebView) =>
      JSON.stringify((await webView.card(SAME_CUSTOMER)).body.wecomChanges).includes(changeId);
    expect(await refused(atSpruce)).toBe(false);
    expect(await refused(atBegonia)).toBe(true);
  },
});
