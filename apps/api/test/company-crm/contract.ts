import { afterEach, describe, expect, it } from '@jest/globals';
import type { CrmValue } from '@sidecard/contracts';
import type { CurrentMember } from '../../src/auth/index.js';
import type { CompanyCrm, CompanyRecord, Look, SoughtCustomer } from '../../src/crm/company/company-crm.js';
import type { Position } from '../../src/crm/timeline/position.js';

export interface GivenOrder {
  number: string;
  title: string;
  amountMinor: number;
  /** ms since 1970. */
  orderedAt: number;
}

/** Each has a record that is found by the external user id, and a member who serves them. */
export interface GivenCustomer {
  externalUserId: string;
  name: string;
  orders?: GivenOrder[];
}

export interface Ground {
  crm: CompanyCrm;
  /** Serves all the given customers. */
  member: CurrentMember;
  corpId: string;
  /** Creates a record as the card would. */
  create: (externalUserId: string) => Promise<boolean>;
  dispose(): Promise<void>;
}

/** @param now what the clock says, in a corp of UTC+8 */
export type MakeGround = (now: number, customers: GivenCustomer[]) => Promise<Ground>;

const NOW = Date.parse('2026-03-10T12:00:00+08:00');
const HOUR_MS = 60 * 60 * 1000;

/** What holds for every CRM, whoever's tables it is in. */
export function describeCompanyCrm(what: string, makeGround: MakeGround): void {
  describe(what, () => {
    let ground: Ground | null = null;
    afterEach(async () => {
      await ground?.dispose();
      ground = null;
    });

    async function given(...customers: GivenCustomer[]): Promise<Ground> {
      ground = await makeGround(NOW, customers);
      return ground;
    }

    it('finds the record of a customer by the external user id', async () => {
      const { crm, corpId } = await given(customer('wmOne', '林晓雨'), customer('wmTwo', '陈先生'));
      const look = await crm.look(sought(corpId, 'wmOne'));
      expect(look).toMatchObject({ state: 'found', by: 'external_user_id', record: { title: '林晓雨' } });
    });

    it('tells ids apart that differ only in their case', async () => {
      const { crm, corpId } = await given(customer('wmAbc', '甲'), customer('wmABC', '乙'));
      expect(recordOf(await crm.look(sought(corpId, 'wmAbc'))).title).toBe('甲');
      expect(recordOf(await crm.look(sought(corpId, 'wmABC'))).title).toBe('乙');
      expect(await crm.look(sought(corpId, 'wmabc'))).toEqual({ state: 'none', suggestions: [] });
    });

    it.each(["' OR 1=1 -- ", 'wm%', 'wm_ne', '0', '', '🌸', '\\', 'x'.repeat(300)])(
      'finds nobody by the id %j',
      async (externalUserId) => {
        const { crm, corpId } = await given(customer('wmOne', '林晓雨'));
        expect(await crm.look(sought(corpId, externalUserId))).toMatchObject({ state: 'none' });
      },
    );

    it('takes the record that a member has chosen, and the own one where that is gone', async () => {
      const { crm, corpId } = await given(customer('wmOne', '林晓雨'), customer('wmTwo', '陈先生'));
      const { key } = recordOf(await crm.look(sought(corpId, 'wmTwo')));
      const linked = await crm.look({ ...sought(corpId, 'wmOne'), link: key });
      expect(linked).toMatchObject({ state: 'found', by: 'link', record: { key, title: '陈先生' } });
      const gone = await crm.look({ ...sought(corpId, 'wmOne'), link: `${key}x` });
      expect(gone).toMatchObject({ by: 'external_user_id', record: { title: '林晓雨' } });
    });

    it('lists the latest orders of this customer, and says that there are more', async () => {
      const others = orders(3, NOW).map((one) => ({ ...one, number: `other-${one.number}` }));
      const { crm, corpId } = await given(
        customer('wmOne', '林晓雨', orders(9, NOW)),
        customer('wmTwo', '陈先生', others),
      );
      const [list] = recordOf(await crm.look(sought(corpId, 'wmOne'))).lists;
      expect(list?.rows.map(({ id }) => id)).toEqual(['SO-1', 'SO-2', 'SO-3']);
      expect(list?.hasMore).toBe(true);
      expect(list?.rows.every(({ values }) => values.length === list.columns.length)).toBe(true);
      expect(list?.rows[0]?.values).toContainEqual({ kind: 'money', amountMinor: 100_01, currency: 'CNY' });
    });

    it('sums up the last twelve months, of the time zone of the company', async () => {
      const { crm, corpId } = await given(
        customer('wmOne', '林晓雨', [
          order('SO-1', 1_00, '2026-03-01T00:00:00+08:00'),
          order('SO-2', 2_00, '2026-02-28T23:59:59+08:00'),
          order('SO-3', 3_05, '2026-02-01T00:00:00+08:00'),
          order('SO-4', 4_00, '2025-04-01T00:00:00+08:00'),
          order('SO-5', 5_00, '2025-03-31T23:59:59+08:00'),
        ]),
      );
      const [list] = recordOf(await crm.look(sought(corpId, 'wmOne'))).lists;
      const sums = list?.months?.map(({ month, sum }) => [month, sum.amountMinor]);
      expect(sums).toHaveLength(12);
      expect(sums?.filter(([, amount]) => amount !== 0)).toEqual([
        ['2025-04', 4_00],
        ['2026-02', 5_05],
        ['2026-03', 1_00],
      ]);
    });

    it('sums them up for somebody who has ordered once, too', async () => {
      const { crm, corpId } = await given(
        customer('wmOne', '林晓雨', [order('SO-1', 1_00, '2026-02-01T00:00:00+08:00')]),
        customer('wmTwo', '陈先生', [order('SO-2', 2_00, '2025-03-31T23:59:59+08:00')]),
      );
      const monthsOf = async (externalUserId: string) =>
        recordOf(await crm.look(sought(corpId, externalUserId))).lists[0]?.months?.filter(
          ({ sum }) => sum.amountMinor !== 0,
        );
      expect(await monthsOf('wmOne')).toMatchObject([{ month: '2026-02', sum: { amountMinor: 1_00 } }]);
      // Before these months.
      expect((await monthsOf('wmTwo')) ?? []).toEqual([]);
    });

    it('tells the timeline every order once, page by page, latest first', async () => {
      const sameTime = orders(7, NOW).map((one) => ({ ...one, orderedAt: NOW - HOUR_MS }));
      const older = orders(4, NOW - 24 * HOUR_MS).map((one) => ({ ...one, number: `old-${one.number}` }));
      const { crm, corpId } = await given(
        customer('wmOne', '林晓雨', [...sameTime, ...older]),
        customer('wmTwo', '陈先生', [order('SO-99', 1, '2026-03-01T00:00:00+08:00')]),
      );
      const all = await crm.happened(sought(corpId, 'wmOne'), null, 50);
      expect(all).toHaveLength(11);
      expect(all.map(({ at }) => at)).toEqual([...sameTime, ...older].map(({ orderedAt }) => orderedAt));

      const paged: Position[] = [];
      for (let page = 0; page < 11; page += 1) {
        paged.push(...(await crm.happened(sought(corpId, 'wmOne'), paged.at(-1) ?? null, 2)));
      }
      expect(paged.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
      expect(new Set(paged.map(({ id }) => id)).size).toBe(11);
      expect(all[0]?.values).toContainEqual({ kind: 'money', amountMinor: 700_07, currency: 'CNY' });
    });

    it('tells nothing of a customer without a record', async () => {
      const { crm, corpId } = await given(customer('wmOne', '林晓雨', orders(2, NOW)));
      expect(await crm.happened(sought(corpId, 'wmNobody'), null, 20)).toEqual([]);
    });

    it('searches by what names begin with, in which % and _ are letters', async () => {
      const { crm, member } = await given(
        customer('wmOne', '林晓雨'),
        customer('wmTwo', '林晓%峰'),
        customer('wmThree', '大林晓'),
      );
      if (!crm.can.search) return;
      const titles = async (text: string) =>
        (await crm.search(member, text)).map(({ title }) => title).toSorted();
      expect(await titles('林晓')).toEqual(['林晓%峰', '林晓雨']);
      expect(await titles('林晓%')).toEqual(['林晓%峰']);
      expect(await titles('林__')).toEqual([]);
      expect(await titles("林晓' OR 1=1 -- ")).toEqual([]);
    });

    it('creates a record where it can, and says no where it can not', async () => {
      const { crm, corpId, create } = await given(customer('wmOne', '林晓雨'));
      if (crm.can.create) {
        expect(await create('wmNew')).toBe(true);
        expect(await create('wmNew')).toBe(false);
        expect(await crm.look(sought(corpId, 'wmNew'))).toMatchObject({ state: 'found' });
      } else {
        await expect(create('wmNew')).rejects.toMatchObject({ code: 'CRM_READ_ONLY' });
      }
    });
  });
}

export function sought(corpId: string, externalUserId: string): SoughtCustomer {
  return { corpId, externalUserId, unionId: null, phones: [], names: [], companies: [], link: null };
}

/** @throws where nothing was found */
export function recordOf(look: Look): CompanyRecord {
  if (look.state !== 'found') throw new Error(`looking has brought ${look.state}`);
  return look.record;
}

export function valueOf(look: Look, fieldId: string): CrmValue | null {
  const field = recordOf(look).fields.find(({ id }) => id === fieldId);
  if (!field) throw new Error(`there is no field ${fieldId}`);
  return field.value;
}

function customer(externalUserId: string, name: string, itsOrders: GivenOrder[] = []): GivenCustomer {
  return { externalUserId, name, orders: itsOrders };
}

function order(number: string, amountMinor: number, orderedAt: string): GivenOrder {
  return { number, title: `内容 ${number}`, amountMinor, orderedAt: Date.parse(orderedAt) };
}

/** `SO-1` is the latest; an hour between each two. */
function orders(count: number, before: number): GivenOrder[] {
  return Array.from({ length: count }, (_, place) => ({
    number: `SO-${place + 1}`,
    title: `内容 ${place + 1}`,
    amountMinor: (place + 1) * 100_01,
    orderedAt: before - (place + 1) * HOUR_MS,
  }));
}
