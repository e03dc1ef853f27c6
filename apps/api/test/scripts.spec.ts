import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type ScriptPart, type SoughtScripts, scriptPaths } from '@sidecard/contracts';
import {
  ScriptFolderRow,
  ScriptMark,
  ScriptPartRow,
  ScriptRow,
} from '../src/scripts/library/script.entity.js';
import { SCRIPT_ID, writeScript } from './support/scripts.js';
import { startSystem, type System } from './support/system.js';
import { json, loggedIn, sprucesService, type WebView } from './support/web-view.js';

/** 王强 writes the company's library. */
let system: System;
let wangQiang: WebView;
let zhangWei: WebView;
let liNa: WebView;
beforeAll(async () => {
  system = await startSystem({
    configure: ({ corps }) => {
      for (const { roles } of corps) roles.scripts = ['wangqiang'];
    },
  });
  [wangQiang, zhangWei, liNa] = await Promise.all([
    loggedIn(system, 'WangQiang'),
    loggedIn(system, 'ZhangWei'),
    loggedIn(system, 'LiNa'),
  ]);
});
afterAll(() => system.close());
beforeEach(async () => {
  for (const entity of [ScriptRow, ScriptPartRow, ScriptMark, ScriptFolderRow])
    await system.database.getRepository(entity).clear();
});

const titles = async (webView: WebView, sought: Partial<SoughtScripts> = {}) =>
  (await webView.findScripts(sought)).body.scripts.map(({ title }) => title);
const text = (said: string): ScriptPart => ({ kind: 'text', text: said });
const company = (title: string, said = '…', changes = {}) =>
  writeScript(wangQiang, {
    scriptId: randomUUID(),
    library: 'company',
    title,
    parts: [text(said)],
    ...changes,
  });

describe('the company’s library', () => {
  it('is read by all its members, in all its apps, and written by those the YAML names', async () => {
    expect((await company('报价单')).status).toBe(204);

    for (const webView of [wangQiang, zhangWei, await loggedIn(system, 'ZhangWei', sprucesService)])
      expect(await titles(webView)).toEqual(['报价单']);
    expect((await wangQiang.findScripts()).body.mayWriteCompany).toBe(true);
    expect((await zhangWei.findScripts()).body.mayWriteCompany).toBe(false);
  });

  it('is not written by anybody else', async () => {
    await company('报价单', '每套 4,580 元', { scriptId: SCRIPT_ID });

    const tries = [
      writeScript(zhangWei, { library: 'company', title: '改过', basedOn: 1 }),
      writeScript(zhangWei, { library: 'company', scriptId: randomUUID() }),
      writeScript(zhangWei, { library: 'own', title: '拿走', basedOn: 1 }),
      zhangWei.post(scriptPaths.about(SCRIPT_ID, 'delete')),
      zhangWei.post(scriptPaths.folders, { folderId: randomUUID(), library: 'company', name: '假' }),
    ];
    expect((await Promise.all(tries)).map(({ body }) => body.code)).toEqual([
      'INVALID_REQUEST',
      'INVALID_REQUEST',
      'SCRIPT_NOT_FOUND',
      'SCRIPT_NOT_FOUND',
      'INVALID_REQUEST',
    ]);
    expect(await titles(liNa)).toEqual(['报价单']);
  });
});

describe('a member’s own library', () => {
  it('is nobody else’s: colleagues get the same answers as if it were not there', async () => {
    await writeScript(zhangWei);
    const otherWise = randomUUID();

    for (const webView of [liNa, wangQiang]) {
      expect(await titles(webView)).toEqual([]);
      expect(await titles(webView, { library: 'own' })).toEqual([]);
      for (const what of ['delete', 'favourite', 'prepare'] as const) {
        const body = { isFavourite: true, version: 1 };
        const asked = (scriptId: string) => webView.post(scriptPaths.about(scriptId, what), body);
        const [his, none] = [await asked(SCRIPT_ID), await asked(otherWise)];
        expect([his.status, his.body.code]).toEqual([404, 'SCRIPT_NOT_FOUND']);
        expect([none.status, none.body.code]).toEqual([404, 'SCRIPT_NOT_FOUND']);
      }
      const sending = {
        sendingId: randomUUID(),
        scriptId: SCRIPT_ID,
        results: [{ part: 0, result: 'sent' }],
      };
      const customer = webView === liNa ? 'wmHeJun' : 'woChenYu';
      const told = await webView.write(scriptPaths.customersSendings(customer), customer, json(sending));
      expect(told.body.code).toBe('SCRIPT_NOT_FOUND');
    }
    expect(await titles(zhangWei)).toEqual(['欢迎语']);
  });
});

describe('writing', () => {
  it('is one change, however often it is said', async () => {
    for (const basedOn of [null, null]) expect((await writeScript(zhangWei, { basedOn })).status).toBe(204);
    const changed = { title: '第二版', basedOn: 1 };
    for (let times = 0; times < 2; times += 1)
      expect((await writeScript(zhangWei, changed)).status).toBe(204);

    const { scripts } = (await zhangWei.findScripts()).body;
    expect(scripts).toMatchObject([{ title: '第二版', version: 2 }]);
  });

  it('does not overwrite what somebody has changed meanwhile', async () => {
    await writeScript(zhangWei);
    await writeScript(zhangWei, { title: '在手机上改的', basedOn: 1 });

    const late = await writeScript(zhangWei, { title: '在电脑上改的', basedOn: 1 });

    expect([late.status, late.body.code]).toEqual([409, 'SCRIPT_CHANGED']);
    expect(await titles(zhangWei)).toEqual(['在手机上改的']);
  });

  it('keeps the order of the messages, and replaces all of them', async () => {
    const link: ScriptPart = {
      kind: 'link',
      url: 'https://spruce.example/k2',
      title: '净热一体机 K2',
      description: '',
      imageUrl: null,
    };
    await writeScript(zhangWei, { parts: [text('一'), link, text('三')] });
    const said = async () => (await zhangWei.findScripts()).body.scripts[0]?.parts;
    expect(await said()).toEqual([text('一'), link, text('三')]);

    await writeScript(zhangWei, { parts: [link, text('一')], basedOn: 1 });
    expect(await said()).toEqual([link, text('一')]);
  });

  it.each<[string, object]>([
    ['no message', { parts: [] }],
    ['too many messages', { parts: Array(10).fill(text('x')) }],
    ['an empty text', { parts: [text('  ')] }],
    ['a text that is too long', { parts: [text('字'.repeat(2001))] }],
    [
      'a link that is a script',
      { parts: [{ kind: 'link', url: 'javascript:alert(1)', title: 'x', description: '', imageUrl: null }] },
    ],
    ['an image that is not there', { parts: [{ kind: 'image', mediaId: randomUUID(), fileName: 'a.png' }] }],
    ['a folder that is not there', { folderId: randomUUID() }],
    ['no title', { title: '' }],
    ['an id that is none', { scriptId: 'x' }],
  ])('takes no script with %s', async (_case, changes) => {
    const answer = await writeScript(zhangWei, changes);

    expect([answer.status, answer.body.code]).toEqual([400, 'INVALID_REQUEST']);
    expect(await system.database.manager.count(ScriptRow)).toBe(0);
  });
});

describe('folders', () => {
  it('hold scripts, are renamed, and leave them behind when they go', async () => {
    const folderId = randomUUID();
    const folder = { folderId, library: 'own', name: '开场' };
    await zhangWei.post(scriptPaths.folders, folder);
    await writeScript(zhangWei, { folderId });
    await writeScript(zhangWei, { scriptId: randomUUID(), title: '别处的' });
    await zhangWei.post(scriptPaths.folders, { ...folder, name: '开场白' });

    const { folders } = (await zhangWei.findScripts()).body;
    expect(folders).toEqual([{ folderId, library: 'own', name: '开场白' }]);
    expect(await titles(zhangWei, { folderId })).toEqual(['欢迎语']);
    expect((await liNa.findScripts({ folderId })).body).toMatchObject({ folders: [], scripts: [] });
    expect((await liNa.post(scriptPaths.deleteFolder(folderId))).body.code).toBe('INVALID_REQUEST');

    expect((await zhangWei.post(scriptPaths.deleteFolder(folderId))).status).toBe(204);
    expect((await zhangWei.findScripts()).body).toMatchObject({ folders: [], scripts: [{}, {}] });
  });
});

describe('finding', () => {
  beforeEach(async () => {
    await company('报价与优惠', '厨下净热一体机 K2 团购价 4,280 元');
    await company('预约上门', '师傅周六上午到');
    await writeScript(zhangWei, { title: '生日祝福', parts: [text('生日快乐')] });
  });

  it.each([
    ['the title', '报价', '报价与优惠'],
    ['pinyin', 'yuyue', '预约上门'],
    ['initials', 'bjyyh', '报价与优惠'],
    ['a part of the pinyin', 'smang', null],
    ['what it says', '团购', '报价与优惠'],
    ['what it says, written otherwise', '４，２８０', '报价与优惠'],
    ['pinyin of one’s own', 'srzf', '生日祝福'],
    ['nothing there is', '没有', null],
  ])('by %s', async (_by, typed, found) => {
    expect(await titles(zhangWei, { text: typed })).toEqual(found === null ? [] : [found]);
  });

  it('in one library only', async () => {
    expect(await titles(zhangWei, { library: 'own' })).toEqual(['生日祝福']);
    expect(await titles(zhangWei, { library: 'company' })).toEqual(['报价与优惠', '预约上门']);
  });

  it('puts favourites first, then what this member sends most', async () => {
    const { scripts } = (await zhangWei.findScripts()).body;
    const idOf = (title: string) => scripts.find((script) => script.title === title)?.scriptId ?? '';
    const sending = {
      sendingId: randomUUID(),
      scriptId: idOf('预约上门'),
      results: [{ part: 0, result: 'sent' }],
    };
    await zhangWei.write(scriptPaths.customersSendings('wmLinXiaoyu'), 'wmLinXiaoyu', json(sending));
    expect((await titles(zhangWei))[0]).toBe('预约上门');

    await zhangWei.post(scriptPaths.about(idOf('生日祝福'), 'favourite'), { isFavourite: true });
    expect(await titles(zhangWei)).toEqual(['生日祝福', '预约上门', '报价与优惠']);
    // That is this member's.
    expect(await titles(liNa)).toEqual(['报价与优惠', '预约上门']);

    await zhangWei.post(scriptPaths.about(idOf('生日祝福'), 'favourite'), { isFavourite: false });
    expect((await titles(zhangWei))[0]).toBe('预约上门');
  });

  it('shows thirty, and says that there are more', async () => {
    for (let count = 0; count < 29; count += 1) await company(`第 ${count} 条`);

    const { body } = await zhangWei.findScripts();
    expect(body.scripts).toHaveLength(30);
    expect(body.hasMore).toBe(true);
  });
});
