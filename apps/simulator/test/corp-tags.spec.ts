import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createSimulator, type Simulator } from '../src/create-simulator.js';
import { getRelation } from '../src/world/world.js';
import { AppClient, type Answer } from './app-client.js';

let simulator: Simulator;
let sales: AppClient;
let service: AppClient;
beforeEach(async () => {
  simulator = await createSimulator();
  sales = new AppClient(simulator);
  service = new AppClient(simulator, undefined, 1000003);
});
afterEach(() => simulator.close());

interface Group {
  group_id: string;
  tag: { id: string; name: string; deleted?: boolean }[];
}

const add = (body: object, app = sales) => app.post('/externalcontact/add_corp_tag', body);
const edit = (body: object, app = sales) => app.post('/externalcontact/edit_corp_tag', body);
const del = (body: object, app = sales) => app.post('/externalcontact/del_corp_tag', body);
const list = (body: object = {}) => sales.post('/externalcontact/get_corp_tag_list', body);

async function made(...names: string[]): Promise<{ groupId: string; tagIds: string[] }> {
  const group = groupIn(await add({ group_name: '楼盘', tag: names.map((name) => ({ name })) }));
  return { groupId: group.group_id, tagIds: group.tag.map(({ id }) => id) };
}

function groupIn(answer: Answer): Group {
  const { group_id, tag } = { group_id: '', tag: [], ...Object(answer['tag_group']) };
  return { group_id, tag };
}

describe('a new tag', () => {
  it('makes its group, or goes to the one with that id or name', async () => {
    const first = await add({ group_name: '楼盘', order: 9, tag: [{ name: '滨江花园', order: 3 }] });
    expect(first).toMatchObject({
      errcode: 0,
      tag_group: { group_name: '楼盘', order: 9, tag: [{ name: '滨江花园', order: 3 }] },
    });
    const { group_id: groupId } = groupIn(first);

    const byName = await add({ group_name: '楼盘', order: 1, tag: [{ name: '翠湖天地' }] });
    const byId = await add({ group_id: groupId, group_name: '不算', tag: [{ name: '保利香槟' }] });

    for (const [answer, name] of [
      [byName, '翠湖天地'],
      [byId, '保利香槟'],
    ] as const)
      expect(answer).toMatchObject({
        tag_group: { group_id: groupId, group_name: '楼盘', order: 9, tag: [{ name }] },
      });
    expect(await list({ group_id: [groupId] })).toMatchObject({
      tag_group: [{ tag: [{ name: '滨江花园' }, { name: '翠湖天地' }, { name: '保利香槟' }] }],
    });
  });

  it('is made once when it is asked for twice', async () => {
    expect((await made('一期', '二期', '一期')).tagIds).toHaveLength(2);
  });

  it.each([
    [40071, { group_id: 'etSpruceStage', tag: [{ name: '新线索' }] }],
    [40072, { group_id: 'etSpruceStage', tag: [{ name: '' }] }],
    [40072, { group_id: 'etSpruceStage', tag: [{ name: '长'.repeat(31) }] }],
    [40072, { tag: [{ name: '没有组' }] }],
    [40068, { group_id: 'etNobody', tag: [{ name: '新' }] }],
    [40058, { group_name: '空组', tag: [] }],
  ])('is refused with %i for %j', async (errcode, body) => {
    expect(await add(body)).toMatchObject({ errcode });
  });
});

describe('another name or place', () => {
  it('is for the app’s own tags and groups', async () => {
    const { groupId, tagIds } = await made('一期');
    expect(await edit({ id: tagIds[0], name: '一期（已交房）', order: 7 })).toMatchObject({ errcode: 0 });
    expect(await edit({ id: groupId, name: '小区' })).toMatchObject({ errcode: 0 });
    expect(await list({ group_id: [groupId] })).toMatchObject({
      tag_group: [{ group_name: '小区', tag: [{ name: '一期（已交房）', order: 7 }] }],
    });

    expect(await edit({ id: tagIds[0], name: '别人的' }, service)).toMatchObject({ errcode: 81011 });
    expect(await edit({ id: 'etSpruceStageNew', name: '管理员的' })).toMatchObject({ errcode: 81011 });
  });

  it('must be free, in the group or among the groups', async () => {
    const { groupId, tagIds } = await made('一期', '二期');
    expect(await edit({ id: tagIds[0], name: '二期' })).toMatchObject({ errcode: 40071 });
    expect(await edit({ id: tagIds[0], name: '一期' })).toMatchObject({ errcode: 0 });
    expect(await edit({ id: groupId, name: '来源' })).toMatchObject({ errcode: 40071 });
    expect(await edit({ id: 'etNobody', name: '新' })).toMatchObject({ errcode: 40068 });
    expect(await edit({ id: tagIds[0], name: '长'.repeat(31) })).toMatchObject({ errcode: 40072 });
  });
});

describe('a deleted tag', () => {
  it('is worn by nobody, and still told to whoever asks for it', async () => {
    const { groupId, tagIds } = await made('一期', '二期');
    const [first = '', second = ''] = tagIds;
    const relation = getRelation(sales.corp, 'wmLinXiaoyu', 'ZhangWei');
    relation.tagIds.push(first);

    expect(await del({ tag_id: [first] })).toMatchObject({ errcode: 0 });

    expect(relation.tagIds).not.toContain(first);
    expect(await list({ tag_id: [first] })).toMatchObject({
      tag_group: [{ group_id: groupId, deleted: false, tag: [{ id: first, deleted: true }] }],
    });
    const byGroup = await list({ group_id: [groupId] });
    expect(byGroup).toMatchObject({
      tag_group: [{ tag: [{ deleted: true }, { id: second, deleted: false }] }],
    });
    expect(JSON.stringify(byGroup)).not.toContain('"deleted":false,"tag"');
    expect(JSON.stringify(await list())).not.toContain(first);
    expect(JSON.stringify(await list())).not.toContain('deleted');
  });

  it('takes its group along when it was the last, and a group its tags', async () => {
    const one = await made('一期');
    await del({ tag_id: one.tagIds });
    expect(await list({ group_id: [one.groupId] })).toMatchObject({ errcode: 40068, tag_group: [] });

    const other = await made('一期', '二期');
    await del({ group_id: [other.groupId] });
    expect(await list({ tag_id: other.tagIds })).toMatchObject({
      tag_group: [{ deleted: true, tag: [{ deleted: true }, { deleted: true }] }],
    });
    expect(await del({ group_id: [other.groupId] })).toMatchObject({ errcode: 40068 });
  });

  it('is one the app has made; otherwise nothing is deleted', async () => {
    const { tagIds } = await made('一期');
    expect(await del({ tag_id: [...tagIds, 'etSpruceStageNew'] })).toMatchObject({ errcode: 81011 });
    expect(await del({ group_id: ['etSpruceStage'] })).toMatchObject({ errcode: 81011 });
    expect(await del({})).toMatchObject({ errcode: 40058 });
    expect(await list({ tag_id: tagIds })).toMatchObject({ tag_group: [{ tag: [{ deleted: false }] }] });
  });
});
