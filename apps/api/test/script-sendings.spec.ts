import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  apiPaths,
  MEDIA_LIMITS,
  type ScriptPart,
  type SendingResult,
  type Timeline,
  scriptPaths,
} from '@sidecard/contracts';
import { AuditEntry } from '../src/audit/audit-entry.entity.js';
import { LiveChanges } from '../src/live/index.js';
import { ScriptMedia, ScriptMediaBytes } from '../src/scripts/media/script-media.entity.js';
import { ScriptSendingRow } from '../src/scripts/sending/script-sending.entity.js';
import { storedImage, writeScript } from './support/scripts.js';
import { startSystem, type System } from './support/system.js';
import { json, loggedIn, sprucesSales, sprucesService, type WebView } from './support/web-view.js';

let system: System;
let zhangWei: WebView;
let liNa: WebView;
beforeAll(async () => {
  system = await startSystem({
    configure: ({ corps }) => {
      for (const { roles } of corps) roles.scripts = ['zhangwei'];
    },
  });
  zhangWei = await loggedIn(system);
  liNa = await loggedIn(system, 'LiNa');
});
afterAll(() => system.close());

const CUSTOMER = 'wmHuangLi';
const GROUP = 'wrSpruceRiverside';
const HOUR_S = 3_600;
const uploads = () => system.simulator.calls.count('/media/upload');
const bytes = (size: number) => new Uint8Array(Buffer.alloc(size, 'x'));

/** A script of the company's that sends these. */
async function scriptOf(parts: ScriptPart[], library: 'company' | 'own' = 'company', title = '资料') {
  const scriptId = randomUUID();
  expect((await writeScript(zhangWei, { scriptId, library, title, parts })).status).toBe(204);
  return scriptId;
}
const withImage = async (mediaId?: string) =>
  scriptOf([{ kind: 'image', mediaId: mediaId ?? (await storedImage(zhangWei)), fileName: '样机.png' }]);
const nameOf = async (webView: WebView, scriptId: string) =>
  (await webView.prepareScript(scriptId)).body.media[0]?.wecomMediaId;

describe('images and files', () => {
  it.each([
    ['of bytes that are no image', 'image', bytes(20)],
    ['of five bytes', 'file', bytes(5)],
    ['of nothing', 'file', bytes(0)],
  ] as const)('are refused where WeCom would: %s', async (_case, kind, body) => {
    const answer = await zhangWei.storeMedia(kind, 'x', body);
    expect([answer.status, answer.body.code]).toEqual([400, 'INVALID_REQUEST']);
  });

  it.each(['image', 'file'] as const)('are refused where they are too large: %s', async (kind) => {
    const before = await system.database.manager.count(ScriptMedia);
    const answer = await zhangWei.storeMedia(kind, 'x', bytes(MEDIA_LIMITS[kind] + 1));
    expect([answer.status, answer.body.code]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
    expect(await system.database.manager.count(ScriptMedia)).toBe(before);
  });

  it('are stored whole, also the largest, and go to WeCom as they are', async () => {
    const largest = new Uint8Array(Buffer.alloc(MEDIA_LIMITS.file, 'sidecard'));
    const { mediaId } = (await zhangWei.storeMedia('file', '安装手册（2026）.pdf', largest)).body;
    const scriptId = await scriptOf([{ kind: 'file', mediaId, fileName: '安装手册（2026）.pdf' }]);

    const wecomMediaId = (await nameOf(zhangWei, scriptId)) ?? '';
    const uploaded = await fetch(`${system.simulator.url}/client/media/${wecomMediaId}`);
    expect(Buffer.from(await uploaded.arrayBuffer()).equals(largest)).toBe(true);
  });

  it('are shown to those who may read the script, and to who has stored them', async () => {
    const mediaId = await storedImage(zhangWei);
    const image = scriptPaths.image(mediaId);
    const shown = await zhangWei.ask(image);
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect((await liNa.ask(image)).body.code).toBe('SCRIPT_NOT_FOUND');
    // Nor may she send what she may not see.
    const parts: ScriptPart[] = [{ kind: 'image', mediaId, fileName: 'a.png' }];
    expect((await writeScript(liNa, { scriptId: randomUUID(), parts })).body.code).toBe('INVALID_REQUEST');

    await scriptOf(parts, 'own');
    expect((await liNa.ask(image)).body.code).toBe('SCRIPT_NOT_FOUND');
    await scriptOf(parts);
    expect((await liNa.ask(image)).status).toBe(200);
  });

  it('never pass for one another: an image is no file', async () => {
    const mediaId = await storedImage(zhangWei);
    const parts: ScriptPart[] = [{ kind: 'file', mediaId, fileName: 'a.png' }];
    expect((await writeScript(zhangWei, { scriptId: randomUUID(), parts })).body.code).toBe(
      'INVALID_REQUEST',
    );
  });

  it('are forgotten once they have been in no script for a week', async () => {
    const unused = await storedImage(zhangWei);
    const mediaId = await storedImage(zhangWei);
    await withImage(mediaId);
    system.clock.advance({ hours: 7 * 24 + 1 });
    zhangWei = await loggedIn(system);
    liNa = await loggedIn(system, 'LiNa');

    await storedImage(zhangWei);

    const { manager } = system.database;
    expect(await manager.countBy(ScriptMedia, { mediaId: unused })).toBe(0);
    expect(await manager.countBy(ScriptMediaBytes, { mediaId: unused })).toBe(0);
    expect(await manager.countBy(ScriptMediaBytes, { mediaId })).toBe(1);
  });
});

describe('what WeCom calls them', () => {
  it('is learned when somebody is about to send, once for everybody and all apps of the corp', async () => {
    const scriptId = await withImage();
    const before = uploads();
    const inService = await loggedIn(system, 'ZhangWei', sprucesService);

    const names = await Promise.all(
      [zhangWei, liNa, inService, liNa].map((webView) => nameOf(webView, scriptId)),
    );

    expect(new Set(names).size).toBe(1);
    expect(names[0]).toBeTruthy();
    expect(uploads() - before).toBe(1);
    await nameOf(zhangWei, scriptId);
    expect(uploads() - before).toBe(1);
  });

  it('is renewed before its three days are over', async () => {
    const scriptId = await withImage();
    const first = await nameOf(zhangWei, scriptId);
    system.clock.advance({ seconds: 59 * HOUR_S });
    zhangWei = await loggedIn(system);
    liNa = await loggedIn(system, 'LiNa');
    expect(await nameOf(zhangWei, scriptId)).toBe(first);

    system.clock.advance({ seconds: 2 * HOUR_S });
    const second = await nameOf(zhangWei, scriptId);

    expect(second).toBeTruthy();
    expect(second).not.toBe(first);
  });

  it('is tried again after WeCom could not be asked', async () => {
    const scriptId = await withImage();
    system.simulator.faults.nextCalls('/media/upload', { kind: 'http', status: 502, body: '' }, 3);
    expect((await zhangWei.prepareScript(scriptId)).body.code).toBe('WECOM_UNAVAILABLE');

    expect(await nameOf(zhangWei, scriptId)).toBeTruthy();
  });

  it('is learned by another process when the one that was at it has died', async () => {
    const scriptId = await withImage();
    const now = system.clock.now();
    await system.database.manager.update(ScriptMedia, { wecomUntil: 0 }, { uploadUntil: now + 60_000 });

    system.clock.advance({ seconds: 61 });

    expect(await nameOf(zhangWei, scriptId)).toBeTruthy();
  });

  it('is not asked for a script that is another by now', async () => {
    const scriptId = await withImage();
    expect((await zhangWei.prepareScript(scriptId, 2)).body.code).toBe('SCRIPT_CHANGED');
  });
});

describe('a script that was sent', () => {
  const send = (webView: WebView, scriptId: string, results: SendingResult[], sendingId = randomUUID()) =>
    webView.write(
      scriptPaths.customersSendings(CUSTOMER),
      CUSTOMER,
      json({ sendingId, scriptId, results: results.map((result, part) => ({ part, result })) }),
    );
  const lines = async (webView = zhangWei) =>
    (await webView.ask<Timeline>(apiPaths.timeline(CUSTOMER))).body.entries.filter(
      ({ kind }) => kind === 'script_sent',
    );
  const usesOf = async (scriptId: string) =>
    (await zhangWei.findScripts()).body.scripts.find((script) => script.scriptId === scriptId)?.uses;
  const audited = () => system.database.manager.findBy(AuditEntry, { action: 'script_sent' });

  it('is in the timeline with what came of each message, counts, is audited and announced: once', async () => {
    const scriptId = await scriptOf([{ kind: 'text', text: '一' }], 'company', '安装须知');
    await zhangWei.card(CUSTOMER);
    const heard: string[] = [];
    const stop = system.app
      .get(LiveChanges, { strict: false })
      .follow(sprucesSales.corpId, CUSTOMER, () => heard.push('changed'));
    const sendingId = randomUUID();

    for (let times = 0; times < 2; times += 1)
      expect((await send(zhangWei, scriptId, ['sent', 'cancelled'], sendingId)).status).toBe(204);
    stop();

    expect(await lines()).toMatchObject([
      { title: '安装须知', results: ['sent', 'cancelled'], member: { userId: 'zhangwei', name: '张伟' } },
    ]);
    expect(await usesOf(scriptId)).toBe(1);
    expect(heard).toContain('changed');
    expect(await audited()).toMatchObject([
      { userId: 'zhangwei', externalUserId: CUSTOMER, access: 'own', subjectId: sendingId },
    ]);
    expect(await system.database.manager.find(ScriptSendingRow)).toMatchObject([
      {
        scriptId,
        externalUserId: CUSTOMER,
        results: [
          { part: 0, result: 'sent' },
          { part: 1, result: 'cancelled' },
        ],
      },
    ]);
  });

  it('keeps the title of a member’s own script from colleagues, who see the timeline too', async () => {
    const scriptId = await scriptOf([{ kind: 'text', text: '一' }], 'own', '只有我看得到的标题');
    system.clock.advance({ seconds: 1 });
    await send(zhangWei, scriptId, ['sent']);

    const [latest] = await lines(liNa);
    expect(latest).toMatchObject({ title: null });
    expect(JSON.stringify(await lines(liNa))).not.toContain('只有我看得到的标题');
  });

  it('is written down and no more where nothing was sent', async () => {
    const scriptId = await scriptOf([{ kind: 'text', text: '一' }]);
    const before = (await lines()).length;

    expect((await send(zhangWei, scriptId, ['refused'])).status).toBe(204);

    expect((await lines()).length).toBe(before);
    expect(await usesOf(scriptId)).toBe(0);
    const rows = await system.database.manager.findBy(ScriptSendingRow, { scriptId });
    expect(rows).toMatchObject([{ results: [{ part: 0, result: 'refused' }] }]);
  });

  it('does not take the id of another sending', async () => {
    const scriptId = await scriptOf([{ kind: 'text', text: '一' }]);
    const sendingId = randomUUID();
    await send(zhangWei, scriptId, ['sent'], sendingId);

    expect((await send(liNa, scriptId, ['sent'], sendingId)).body.code).toBe('INVALID_REQUEST');
    const elsewhere = json({ sendingId, scriptId, results: [{ part: 0, result: 'sent' }] });
    const answer = await zhangWei.write(
      scriptPaths.customersSendings('wmLinXiaoyu'),
      'wmLinXiaoyu',
      elsewhere,
    );
    expect(answer.body.code).toBe('INVALID_REQUEST');
  });

  it('into a group is written down by its members, and by nobody else', async () => {
    const scriptId = await scriptOf([{ kind: 'text', text: '一' }]);
    const sending = { sendingId: randomUUID(), scriptId, results: [{ part: 0, result: 'sent' }] };
    const before = (await audited()).length;

    for (let times = 0; times < 2; times += 1)
      expect((await zhangWei.post(scriptPaths.groupsSendings(GROUP), sending)).status).toBe(204);
    expect((await audited()).slice(before)).toMatchObject([
      { externalUserId: '', subjectId: sending.sendingId },
    ]);
    expect(await usesOf(scriptId)).toBe(1);

    const sunYue = await loggedIn(system, 'SunYue');
    const other = { ...sending, sendingId: randomUUID() };
    const answer = await sunYue.post(scriptPaths.groupsSendings(GROUP), other);
    expect(answer.body.code).toBe('GROUP_CHAT_NOT_FOUND');
  });
});
