import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import { apiPaths, type Timeline, scriptPaths } from '@sidecard/contracts';
import { FOLDER_ID, IMAGE, SCRIPT_ID, storedImage, writeScript } from './scripts.js';
import { json, type WebView } from './web-view.js';

/** 林小雨 of one corp and 林晓宇 of the other, whom 张伟 and 张薇 serve. */
const SAME_CUSTOMER = 'wmLinXiaoyu';

/** What the routes of scripts show to the same ids in two corps. @param webViews those of two members who write the companies' libraries */
export function triedOnScripts(
  webViews: () => { atSpruce: WebView; atBegonia: WebView },
): Record<string, () => Promise<void>> {
  return {
    'POST /api/scripts/find': async () => {
      const { atSpruce, atBegonia } = webViews();
      for (const webView of [atSpruce, atBegonia]) {
        const title = `of ${webView.app.corpId}`;
        for (const [library, scriptId] of [
          ['company', SCRIPT_ID],
          ['own', FOLDER_ID],
        ] as const)
          await writeScript(webView, { library, scriptId, title });
      }
      for (const webView of [atSpruce, atBegonia]) {
        const { scripts } = (await webView.findScripts()).body;
        expect(scripts.map(({ title }) => title)).toEqual(Array(2).fill(`of ${webView.app.corpId}`));
        for (const { scriptId } of scripts) await webView.post(scriptPaths.about(scriptId, 'delete'));
      }
    },
    'POST /api/scripts': async () => {
      const { atSpruce, atBegonia } = webViews();
      for (const webView of [atSpruce, atBegonia])
        expect((await writeScript(webView, { title: webView.app.corpId })).status).toBe(204);
      for (const webView of [atSpruce, atBegonia])
        expect((await webView.findScripts()).body.scripts).toMatchObject([{ title: webView.app.corpId }]);
    },
    'POST /api/scripts/:scriptId/favourite': async () => {
      const { atSpruce, atBegonia } = webViews();
      for (const webView of [atSpruce, atBegonia]) await writeScript(webView, { title: webView.app.corpId });
      await atSpruce.post(scriptPaths.about(SCRIPT_ID, 'favourite'), { isFavourite: true });
      expect((await atSpruce.findScripts()).body.scripts).toMatchObject([{ isFavourite: true }]);
      expect((await atBegonia.findScripts()).body.scripts).toMatchObject([{ isFavourite: false }]);
    },
    'POST /api/scripts/:scriptId/prepare': async () => {
      const { atSpruce, atBegonia } = webViews();
      for (const webView of [atSpruce, atBegonia]) {
        const image = { kind: 'image', mediaId: await storedImage(webView), fileName: 'a.png' } as const;
        await writeScript(webView, { scriptId: FOLDER_ID, parts: [image] });
      }
      const [one, other] = await Promise.all(
        [atSpruce, atBegonia].map(async (webView) => (await webView.prepareScript(FOLDER_ID)).body.media[0]),
      );
      expect(one?.wecomMediaId).toBeTruthy();
      expect(other?.wecomMediaId).toBeTruthy();
      expect(one?.wecomMediaId).not.toBe(other?.wecomMediaId);
    },
    'POST /api/scripts/:scriptId/delete': async () => {
      const { atSpruce, atBegonia } = webViews();
      for (const webView of [atSpruce, atBegonia]) await writeScript(webView, { title: webView.app.corpId });
      expect((await atSpruce.post(scriptPaths.about(SCRIPT_ID, 'delete'))).status).toBe(204);
      const left = async (webView: WebView) =>
        (await webView.findScripts()).body.scripts.filter(({ scriptId }) => scriptId === SCRIPT_ID).length;
      expect([await left(atSpruce), await left(atBegonia)]).toEqual([0, 1]);
    },
    'POST /api/script-folders': async () => {
      const { atSpruce, atBegonia } = webViews();
      for (const webView of [atSpruce, atBegonia])
        await webView.post(scriptPaths.folders, {
          folderId: FOLDER_ID,
          library: 'own',
          name: webView.app.agentId + webView.app.corpId,
        });
      for (const webView of [atSpruce, atBegonia])
        expect((await webView.findScripts()).body.folders).toMatchObject([
          { name: webView.app.agentId + webView.app.corpId },
        ]);
    },
    'POST /api/script-folders/:folderId/delete': async () => {
      const { atSpruce, atBegonia } = webViews();
      const folder = { folderId: FOLDER_ID, library: 'own', name: '常用' };
      for (const webView of [atSpruce, atBegonia]) await webView.post(scriptPaths.folders, folder);
      await atSpruce.post(scriptPaths.deleteFolder(FOLDER_ID));
      expect((await atSpruce.findScripts()).body.folders).toEqual([]);
      expect((await atBegonia.findScripts()).body.folders).toHaveLength(1);
    },
    'POST /api/script-media': async () => {
      const { atSpruce } = webViews();
      expect((await atSpruce.storeMedia('image', 'a.png', IMAGE)).status).toBe(200);
    },
    'GET /api/script-media/:mediaId': async () => {
      const { atSpruce, atBegonia } = webViews();
      const image = scriptPaths.image(await storedImage(atSpruce));
      expect((await atSpruce.ask(image)).status).toBe(200);
      expect((await atBegonia.ask(image)).body.code).toBe('SCRIPT_NOT_FOUND');
    },
    'POST /api/customers/:externalUserId/script-sendings': async () => {
      const { atSpruce, atBegonia } = webViews();
      const sendingId = randomUUID();
      const sending = { sendingId, scriptId: SCRIPT_ID, results: [{ part: 0, result: 'sent' }] };
      for (const webView of [atSpruce, atBegonia]) {
        await webView.post(scriptPaths.about(SCRIPT_ID, 'delete'));
        await writeScript(webView, { library: 'company', title: webView.app.corpId });
        const sent = await webView.write(
          scriptPaths.customersSendings(SAME_CUSTOMER),
          SAME_CUSTOMER,
          json(sending),
        );
        expect(sent.status).toBe(204);
      }
      for (const webView of [atSpruce, atBegonia]) {
        const { entries } = (await webView.ask<Timeline>(apiPaths.timeline(SAME_CUSTOMER))).body;
        const lines = entries.filter(({ kind }) => kind === 'script_sent');
        expect(lines).toMatchObject([{ title: webView.app.corpId }]);
      }
    },
    'POST /api/group-chats/:chatId/script-sendings': async () => {
      const { atBegonia } = webViews();
      await writeScript(atBegonia, { scriptId: FOLDER_ID });
      const sending = {
        sendingId: randomUUID(),
        scriptId: FOLDER_ID,
        results: [{ part: 0, result: 'sent' }],
      };
      const group = scriptPaths.groupsSendings('wrSpruceCareClub');
      expect((await atBegonia.post(group, sending)).body.code).toBe('GROUP_CHAT_NOT_FOUND');
    },
  };
}
