import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { apiPaths, cardSchema, timelineSchema, type Timeline } from '@sidecard/contracts';
import {
  createExampleCrm,
  exampleMapping,
  type CrmDatabase,
  type ExampleCrm,
} from '@sidecard/testing/crm-database';
import type { CrmDeclaration } from '../../src/config/crm-mapping.js';
import { readCrmMapping } from '../../src/config/read-crm-mapping.js';
import { checkCrm } from '../../src/crm/company/mapped/check/check-mapping.js';
import { recordOf } from '../support/crm.js';
import { requiredMysql } from '../support/storage.js';
import { startSystem, type System } from '../support/system.js';
import { loggedIn, sprucesSales, type WebView } from '../support/web-view.js';
import { inShort, recordInShort } from './in-short.js';

/** The three CRMs of docs/own-crm.md, each read by a user who may only SELECT. */

const HOUR_MS = 60 * 60 * 1000;

let crm: CrmDatabase;
let declaration: CrmDeclaration;
let system: System;
let zhangWei: WebView;
let wangQiang: WebView;

function beside(example: ExampleCrm): void {
  beforeAll(async () => {
    const now = Date.now();
    crm = await createExampleCrm(requiredMysql(), example, now);
    declaration = readCrmMapping(fileURLToPath(exampleMapping(example)), { CRM_DATABASE_URL: crm.url });
    system = await startSystem({
      configure: ({ corps }) => {
        const spruce = corps.find(({ corpId }) => corpId === sprucesSales.corpId);
        // 王强 leads 销售部.
        if (spruce) Object.assign(spruce, { crm: declaration, roles: { corp: [], team: [2], scripts: [] } });
      },
    });
    zhangWei = await loggedIn(system);
    wangQiang = await loggedIn(system, 'WangQiang');
  });
  afterAll(async () => {
    await system.close();
    await crm.drop();
  });

  it('is as its mapping says', async () => {
    expect(await checkCrm(declaration)).toEqual([]);
  });
}

async function cardOf(externalUserId: string, onlooker = zhangWei) {
  const { body } = await onlooker.card(externalUserId);
  expect(cardSchema.parse(body)).toEqual(body);
  return body;
}

/** When something was in the data, which says `NOW() - INTERVAL n MONTH` in the CRM's own time zone. */
function at(monthsAgo: number, dayAndTime: string, hoursAhead = 8): string {
  const here = new Date(system.clock.now() + hoursAhead * HOUR_MS);
  const month = new Date(Date.UTC(here.getUTCFullYear(), here.getUTCMonth() - monthsAgo))
    .toISOString()
    .slice(0, 7);
  return new Date(Date.parse(`${month}-${dayAndTime}Z`) - hoursAhead * HOUR_MS).toISOString();
}

/** @param sums by how many months ago they were, in 分 */
const months = (sums: Record<number, number>) =>
  Array.from({ length: 12 }, (_, index) => sums[11 - index] ?? 0);

async function happenings(externalUserId: string): Promise<string[]> {
  const { body } = await zhangWei.ask<Timeline>(apiPaths.timeline(externalUserId));
  expect(timelineSchema.parse(body)).toEqual(body);
  return body.entries.flatMap((entry) =>
    entry.kind === 'crm' ? [`${entry.at} ${entry.label.zh} ${entry.values.map(inShort).join(' | ')}`] : [],
  );
}

describe('a plain CRM of two tables', () => {
  beside('plain');

  it('is on the card of whoever is found by a phone', async () => {
    const { crm: shown } = await cardOf('wmLinXiaoyu');

    expect(shown).toMatchObject({
      state: 'found',
      by: 'phone',
      record: { sections: [{ id: 'home', label: { zh: '家庭', en: 'Home' } }] },
    });
    const { fields, ...rest } = recordInShort(recordOf(await cardOf('wmLinXiaoyu')));
    expect(fields).toEqual({
      'header.level': '重点/Key good',
      phone: 'masked 138****0001',
      rep: 'zhangwei 张伟',
      since: expect.stringMatching(/^age \d{4}-/),
      plan: '60%',
      'home.interests': '全屋净水+软水机',
      'home.address': '杭州 滨江花园 3 栋',
      'home.birthday': 'day 1991-06-17T16:00:00.000Z',
    });
    const order = (number: string) => `https://crm.example.com/orders/${number}`;
    expect(rest).toEqual({
      title: '林小雨',
      link: 'https://crm.example.com/customers/1',
      lists: {
        orders: {
          rows: [
            `全屋净水方案勘测费 | 19900 分 CNY | 已付款/Paid notice | time ${at(0, '01T00:00:01')} | ${order('SP-018')}`,
            `花洒净水滤芯 2 支 | 26800 分 CNY | 已交付/Delivered good | time ${at(1, '15T10:30:00')} | ${order('SP-007')}`,
            `台面净水壶 | 32950 分 CNY | 已交付/Delivered good | time ${at(1, '03T16:00:00')} | ${order('SP-006')}`,
          ],
          hasMore: true,
          months: months({ 0: 19_900, 1: 26_800 + 32_950, 4: 89_900 }),
        },
      },
    });
  });

  it('shows a leader what it does not show to who serves the customer', async () => {
    const fields = async (onlooker: WebView) =>
      recordInShort(recordOf(await cardOf('wmLinXiaoyu', onlooker))).fields;

    expect(await fields(wangQiang)).toMatchObject({ deposit: '200000 分 CNY' });
    expect(await fields(zhangWei)).not.toHaveProperty('deposit');
    expect((await zhangWei.revealField('wmLinXiaoyu', 'deposit')).status).toBe(404);
  });

  it('gives the whole phone to who asks for it', async () => {
    expect(JSON.stringify(await cardOf('wmHuangLi'))).not.toContain('13900029999');
    expect((await zhangWei.revealField('wmHuangLi', 'phone')).body).toEqual({
      value: { kind: 'phone', phone: '13900029999' },
    });
  });

  it('finds by the external user id, and by a phone that is written with its country', async () => {
    expect((await cardOf('wmHuangLi')).crm).toMatchObject({
      by: 'external_user_id',
      record: { title: '黄莉' },
    });
    expect((await cardOf('wmCaoRui')).crm).toMatchObject({ by: 'phone', record: { title: '曹睿' } });
  });

  it('lets the member choose among several of one phone', async () => {
    expect((await cardOf('wmXuJing')).crm).toMatchObject({
      state: 'several',
      candidates: [
        { key: '3', title: '徐静' },
        { key: '4', title: '徐静（老房）' },
      ],
    });

    expect((await zhangWei.linkToRecord('wmXuJing', '4')).status).toBe(204);

    expect((await cardOf('wmXuJing')).crm).toMatchObject({ by: 'link', record: { title: '徐静（老房）' } });
  });

  it('only suggests who has the same name and company', async () => {
    expect((await cardOf('woChenYu')).crm).toMatchObject({
      state: 'none',
      suggestions: [
        { key: '6', title: '陈昱', fields: [{ id: 'level' }, { id: 'since' }, { id: 'address' }] },
      ],
      canSearch: true,
      canCreate: false,
    });
    const { body } = await zhangWei.searchCrm('woChenYu', '0571');
    expect(body.candidates.map(({ title }) => title)).toEqual(['陈昱']);
  });

  it('has its orders in the timeline', async () => {
    expect((await happenings('wmHuangLi')).map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
      `${at(1, '20T14:00:00')} 订单`,
      `${at(7, '01T12:00:00')} 订单`,
    ]);
  });
});

describe('a CRM in the style of 悟空CRM', () => {
  beside('wukong');

  it('is on the card, with its numbered fields, codes and owners in words', async () => {
    const contract = (id: number) => `https://wukong.example.com/#/crm/contract/${id}`;
    const deal = (id: number) => `https://wukong.example.com/#/crm/business/${id}`;
    const card = await cardOf('woChenYu');

    expect(card.crm).toMatchObject({ by: 'phone' });
    expect(recordInShort(recordOf(card))).toEqual({
      title: '杭州恒达酒店管理有限公司',
      link: 'https://wukong.example.com/#/crm/customer/2001',
      fields: {
        'header.level': 'A 重点/A key good',
        'header.deal': '已成交/Won good',
        mobile: 'masked 137****0003',
        owner: '王强',
        contact: '陈昱 · 工程部经理',
        source: '转介绍',
        next: expect.stringMatching(/^time \d{4}-/),
        'needs.intent': '全屋净水+滤芯套餐',
        'needs.stores': '12 家门店',
      },
      lists: {
        contracts: {
          rows: [
            `西湖店直饮机 4 台 | 3560000 分 CNY | 通过/Approved good | day ${at(0, '01T00:00')} | 王强 | ${contract(1)}`,
            `滨江店末端净水 | 1880050 分 CNY | 审核中/In review notice | day ${at(2, '12T00:00')} | 王强 | ${contract(2)}`,
            `萧山店前置过滤 | 420000 分 CNY | 通过/Approved good | day ${at(2, '02T00:00')} | 张伟 | ${contract(3)}`,
          ],
          hasMore: true,
          months: months({ 0: 3_560_000, 2: 1_880_050 + 420_000, 11: 960_000 }),
        },
        business: {
          rows: [
            `12 家门店净水改造 | 38600000 分 CNY | 商务谈判 | 80% | ${deal(1)}`,
            `员工宿舍饮水 | 5200000 分 CNY | 验证客户 | 20% | ${deal(2)}`,
          ],
          hasMore: false,
          months: null,
        },
      },
    });
  });

  it('finds by a numbered field, also who is locked', async () => {
    expect((await cardOf('wmHuangLi')).crm).toMatchObject({
      by: 'external_user_id',
      record: {
        title: '黄莉',
        fields: expect.arrayContaining([expect.objectContaining({ id: 'contact', value: null })]),
      },
    });
  });

  it('has its contracts in the timeline, and none that was declared void', async () => {
    const dates = (await happenings('woChenYu')).map((line) => line.split(' ')[0]);
    expect(dates).toEqual([at(0, '01T00:00'), at(2, '12T00:00'), at(2, '02T00:00'), at(11, '28T00:00')]);
  });
});

describe('a CRM in the style of EspoCRM', () => {
  beside('espo');

  it('is on the card, through its link tables, with the deals of the company', async () => {
    const deal = (end: number) =>
      `https://espo.example.com/#Opportunity/view/b0000000-0000-4000-8000-00000000000${end}`;
    const card = await cardOf('woChenYu');

    expect(card.crm).toMatchObject({ by: 'phone' });
    expect(recordInShort(recordOf(card))).toEqual({
      title: '陈昱',
      link: 'https://espo.example.com/#Contact/view/c0000000-0000-4000-8000-000000000001',
      fields: {
        'header.type': '客户/Customer good',
        phone: expect.stringMatching(/^masked .*\*{4}0003$/),
        email: 'masked ••••••',
        interests: '全屋净水+直饮机',
        owner: 'wangqiang 王强',
        created: expect.stringMatching(/^day \d{4}-/),
        'company.account': '恒达酒店',
        'company.website': 'https://hengda.example.com/',
      },
      lists: {
        opportunities: {
          rows: [
            `西湖店试点 | 3560000 分 CNY | 赢单/Closed won good | 100% | day ${at(0, '01T00:00', 0)} | ${deal(1)}`,
            `十二家门店改造 | 38600000 分 CNY | 商务谈判/Negotiation notice | 80% | day ${at(1, '18T00:00', 0)} | ${deal(2)}`,
          ],
          hasMore: true,
          months: months({ 0: 3_560_000, 1: 38_600_000, 6: 5_200_025 }),
        },
      },
    });
  });

  it('gives the whole e-mail to who asks for it', async () => {
    expect((await zhangWei.revealField('woChenYu', 'email')).body).toEqual({
      value: { kind: 'text', text: 'Chen.Yu@hengda.example.com' },
    });
  });

  it('shows a contact without a company, and no deals', async () => {
    const { title, fields, lists } = recordInShort(recordOf(await cardOf('wmLinXiaoyu')));

    expect(title).toBe('林小雨');
    expect(fields).toMatchObject({ 'header.type': 'null', 'company.account': 'null', interests: '软水机' });
    expect(lists['opportunities']).toMatchObject({ rows: [], hasMore: false });
  });

  it('finds by the beginning of a family name or of a company, and nobody who was deleted', async () => {
    for (const text of ['恒达', '味之源'])
      expect((await zhangWei.searchCrm('wmXuJing', text)).body.candidates.map(({ title }) => title)).toEqual(
        text === '恒达' ? ['陈昱'] : [],
      );
  });

  it('has the deals in the timeline', async () => {
    expect(await happenings('woChenYu')).toHaveLength(3);
  });
});
