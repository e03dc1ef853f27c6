import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createSimulator, type Simulator } from '../src/create-simulator.js';
import { getRelation, type Relation } from '../src/index.js';
import { AppClient } from './app-client.js';

const linXiaoyu = { userid: 'ZhangWei', external_userid: 'wmLinXiaoyu' };
let simulator: Simulator;
let sales: AppClient;
let relation: Relation;
beforeEach(async () => {
  simulator = await createSimulator();
  sales = new AppClient(simulator);
  relation = getRelation(sales.corp, 'wmLinXiaoyu', 'ZhangWei');
});
afterEach(() => simulator.close());

const remark = (body: object) => sales.post('/externalcontact/remark', body);
const markTag = (body: object) => sales.post('/externalcontact/mark_tag', body);

const strangers = [
  [84061, { userid: 'LiNa', external_userid: 'wmLinXiaoyu' }],
  [84061, { userid: 'LiNa', external_userid: 'wmDeletedByMember' }],
  [40096, { userid: 'ZhangWei', external_userid: 'wmNobody' }],
  [60111, { userid: 'Nobody', external_userid: 'wmLinXiaoyu' }],
  [84074, { userid: 'SunYue', external_userid: 'wmLinXiaoyu' }],
  [41035, { userid: 'ZhangWei' }],
] as const;

describe('a remark', () => {
  it('replaces what is given and leaves the rest', async () => {
    const { description } = relation;
    expect(await remark({ ...linXiaoyu, remark: '林小雨 一期', remark_company: '业主' })).toMatchObject({
      errcode: 0,
    });
    expect(await remark({ ...linXiaoyu, userid: 'zhangwei', remark_mobiles: ['1', '2'] })).toMatchObject({
      errcode: 0,
    });
    expect(relation).toMatchObject({
      remark: '林小雨 一期',
      remarkCorpName: '业主',
      remarkMobiles: ['1', '2'],
      description,
    });

    await remark({ ...linXiaoyu, remark_mobiles: [''] });
    expect(relation.remarkMobiles).toEqual([]);
  });

  it('of a company is for WeChat users only', async () => {
    const wecom = { userid: 'ZhangWei', external_userid: 'woChenYu' };
    expect(await remark({ ...wecom, remark_company: '另一家' })).toMatchObject({ errcode: 0 });
    expect(getRelation(sales.corp, 'woChenYu', 'ZhangWei').remarkCorpName).toBe('');
  });

  it.each([
    { remark: '长'.repeat(21) },
    { description: '长'.repeat(151) },
    { remark_company: '长'.repeat(21) },
    { remark: '', remark_mobiles: [] },
    {},
  ])('is refused for %j', async (fields) => {
    expect(await remark({ ...linXiaoyu, ...fields })).toMatchObject({ errcode: 40058 });
  });

  it.each(strangers)('is refused with %i for %j', async (errcode, who) => {
    expect(await remark({ ...who, remark: '新' })).toMatchObject({ errcode });
  });
});

describe('marking with tags', () => {
  it('puts on and takes off', async () => {
    relation.tagIds = ['etSpruceStageNew', 'etSpruceSourceFair'];
    const body = {
      ...linXiaoyu,
      add_tag: ['etSpruceStageDeal', 'etSpruceSourceFair'],
      remove_tag: ['etSpruceStageNew'],
    };
    expect(await markTag(body)).toMatchObject({ errcode: 0 });
    expect(relation.tagIds).toEqual(['etSpruceSourceFair', 'etSpruceStageDeal']);
  });

  it('knows the corp’s tags only', async () => {
    expect(await markTag({ ...linXiaoyu, add_tag: ['etNobody'] })).toMatchObject({ errcode: 40068 });
    expect(await markTag({ ...linXiaoyu, remove_tag: ['etBegoniaOccasionWedding'] })).toMatchObject({
      errcode: 40068,
    });
    expect(await markTag(linXiaoyu)).toMatchObject({ errcode: 40058 });
  });

  it.each(strangers)('is refused with %i for %j', async (errcode, who) => {
    expect(await markTag({ ...who, add_tag: ['etSpruceStageNew'] })).toMatchObject({ errcode });
  });
});
