import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CorpTag } from '../src/crm/tags/corp-tag.entity.js';
import { CorpTagsRepository } from '../src/crm/tags/corp-tags.repository.js';
import { Transactions } from '../src/database/transactions.js';
import type { SeenTag, WecomTagGroup } from '../src/wecom/index.js';
import { startSystem, type System } from './support/system.js';

/** Several apps and processes ask about the same tags at the same time, and write in any order. */
let system: System;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system.close());

const corpId = 'wwTagAnswers';

function group(...tags: { tagId: string; name: string }[]): WecomTagGroup {
  return { groupId: 'g', name: '阶段', order: 0, tags: tags.map((tag) => ({ ...tag, order: 0 })) };
}

const learnAll = (askedAt: number, ...groups: WecomTagGroup[]) =>
  system.app
    .get(Transactions, { strict: false })
    .run((manager) => tags().learnAll(manager, corpId, groups, askedAt));
const learnSeen = (askedAt: number, ...seen: SeenTag[]) =>
  system.app
    .get(Transactions, { strict: false })
    .run((manager) => tags().learnSeen(manager, corpId, seen, askedAt));
const tags = () => system.app.get(CorpTagsRepository, { strict: false });
const seen = (tagId: string, name: string): SeenTag => ({ tagId, name, groupName: '阶段', kind: 'corp' });

async function live(): Promise<string[]> {
  const rows = await system.database.manager.findBy(CorpTag, { corpId });
  return rows
    .filter(({ deletedAt }) => deletedAt === null)
    .map(({ tagId, name }) => `${tagId} ${name}`)
    .toSorted();
}

describe('of two answers about tags', () => {
  it('the one to the later question counts, whichever is written first', async () => {
    await learnAll(1_000, group({ tagId: 'a', name: '新客' }, { tagId: 'b', name: '洽谈' }));
    await learnAll(3_000, group({ tagId: 'a', name: '新客户' }));
    expect(await live()).toEqual(['a 新客户']);

    await learnAll(
      2_000,
      group({ tagId: 'a', name: '新客' }, { tagId: 'b', name: '洽谈' }, { tagId: 'c', name: '签约' }),
    );
    await learnSeen(2_500, seen('a', '新客'), seen('b', '洽谈'));

    // Of what only the earlier answer knows, nobody has said that it is gone.
    expect(await live()).toEqual(['a 新客户', 'c 签约']);
    await learnAll(4_000, group({ tagId: 'a', name: '新客户' }));
    expect(await live()).toEqual(['a 新客户']);
  });

  it('the later one counts also when it brings nothing new', async () => {
    await learnAll(10_000, group({ tagId: 'a', name: '甲' }));
    await learnAll(12_000, group({ tagId: 'a', name: '甲' }));

    await learnAll(11_000, group({ tagId: 'a', name: '乙' }));

    expect(await live()).toEqual(['a 甲']);
  });

  it('one that is seen again is there again', async () => {
    await learnAll(20_000, group());
    expect(await live()).toEqual([]);

    await learnSeen(21_000, seen('a', '甲'), seen('z', '未闻'));

    expect(await live()).toEqual(['a 甲', 'z 未闻']);
  });

  it('one that was seen and was gone before anybody could list it is gone, but not one of a rule group', async () => {
    const ofRule: SeenTag = { ...seen('r', '规则'), kind: 'rule' };
    await learnSeen(24_000, seen('y', '昙花'), ofRule);

    await learnAll(25_000, group({ tagId: 'a', name: '甲' }));

    expect(await live()).toEqual(['a 甲', 'r 规则']);
    await learnSeen(24_500, seen('x', '更短'));
    expect(await live()).toEqual(['a 甲', 'r 规则']);
  });

  it('both are written when they come at the same moment', async () => {
    const many = (suffix: string) =>
      group(...Array.from({ length: 30 }, (_, n) => ({ tagId: `m${n}`, name: `${n}${suffix}` })));

    await Promise.all(
      [31_000, 33_000, 32_000, 30_000].map((askedAt) => learnAll(askedAt, many(` ${askedAt}`))),
    );

    const names = (await live()).map((line) => line.split(' ').at(-1));
    expect(names.filter((name) => name === '33000')).toHaveLength(30);
  });
});
