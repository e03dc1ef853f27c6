import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { getCorp, getRelation, type Corp } from '../src/world/world.js';
import { AppClient } from './app-client.js';
import { corpId, startCalledBack, type CalledBack } from './called-back.js';

let here: CalledBack;
let corp: Corp;
beforeEach(async () => {
  here = await startCalledBack();
  corp = getCorp(here.simulator.world, corpId);
});
afterEach(() => here.close());

/** What both apps were told, without what every event has. */
function told(): object[] {
  const events = here.sales.events().map(({ ToUserName, FromUserName, CreateTime, MsgType, ...rest }) => {
    expect([ToUserName, FromUserName, CreateTime, MsgType]).toEqual([corpId, 'sys', '1800000000', 'event']);
    return rest;
  });
  expect(here.service.requests).toHaveLength(events.length);
  return events;
}

const Event = 'change_external_tag';

describe('an administrator', () => {
  it('who makes a group is called back for it and for each of its tags', async () => {
    const groupId = await here.happens({
      kind: 'adminCreatesTagGroup',
      corpId,
      groupName: '楼盘',
      tagNames: ['一期', '二期'],
    });
    const group = corp.tagGroups.at(-1);
    const create = { Event, ChangeType: 'create' };
    expect(told()).toEqual([
      { ...create, Id: groupId, TagType: 'tag_group' },
      ...(group?.tags ?? []).map(({ id }) => ({ ...create, Id: id, TagType: 'tag' })),
    ]);
    expect(told()).toHaveLength(3);
    const sales = new AppClient(here.simulator);
    expect(await sales.post('/externalcontact/get_corp_tag_list', { group_id: [groupId] })).toMatchObject({
      tag_group: [{ group_name: '楼盘', tag: [{ name: '一期' }, { name: '二期' }] }],
    });
  });

  it('makes and changes tags and groups', async () => {
    const tagId = await here.happens({
      kind: 'adminCreatesTag',
      corpId,
      groupId: 'etSpruceStage',
      name: '复购',
    });
    await here.happens({ kind: 'adminEditsTag', corpId, id: tagId, name: '老客复购', order: 9 });
    await here.happens({ kind: 'adminEditsTag', corpId, id: 'etSpruceStage', name: '阶段' });
    expect(told()).toEqual([
      { Event, Id: tagId, TagType: 'tag', ChangeType: 'create' },
      { Event, Id: tagId, TagType: 'tag', ChangeType: 'update' },
      { Event, Id: 'etSpruceStage', TagType: 'tag_group', ChangeType: 'update' },
    ]);
    expect(corp.tagGroups[0]).toMatchObject({ name: '阶段' });
    expect(corp.tagGroups[0]?.tags.at(-1)).toMatchObject({ name: '老客复购', order: 9 });
  });

  it('who deletes a group is not called back for its tags', async () => {
    await here.happens({ kind: 'adminDeletesTag', corpId, id: 'etSpruceStage' });
    expect(told()).toEqual([{ Event, Id: 'etSpruceStage', TagType: 'tag_group', ChangeType: 'delete' }]);
    expect(getRelation(corp, 'wmLinXiaoyu', 'ZhangWei').tagIds).toEqual([
      'etSpruceSourceFair',
      'etSpruceInterestWhole',
      'etSpruceInterestSoft',
    ]);
  });

  it('who deletes the last tag is called back for the group as well', async () => {
    const groupId = await here.happens({
      kind: 'adminCreatesTagGroup',
      corpId,
      groupName: '楼盘',
      tagNames: ['一期'],
    });
    const id = corp.tagGroups.at(-1)?.tags[0]?.id ?? '';
    await here.happens({ kind: 'adminDeletesTag', corpId, id });
    expect(told().slice(2)).toEqual([
      { Event, Id: id, TagType: 'tag', ChangeType: 'delete' },
      { Event, Id: groupId, TagType: 'tag_group', ChangeType: 'delete' },
    ]);
  });

  it('may shuffle tags, or groups, which names no type and of all groups no id', async () => {
    const ids = ['etSpruceStageSilent', 'etSpruceStageNew'];
    await here.happens({ kind: 'adminShufflesTags', corpId, groupId: 'etSpruceStage', ids });
    await here.happens({ kind: 'adminShufflesTags', corpId, ids: ['etSpruceInterest', 'etSpruceStage'] });
    expect(told()).toEqual([
      { Event, Id: 'etSpruceStage', ChangeType: 'shuffle' },
      { Event, Id: '', ChangeType: 'shuffle' },
    ]);
    expect(corp.tagGroups.map(({ order }) => order)).toEqual([1, 2, 2]);
    expect(corp.tagGroups[0]?.tags.map(({ order }) => order)).toEqual([1, 3, 2, 2]);
  });

  it('can’t change what is not there', () => {
    expect(() => here.simulator.happen({ kind: 'adminDeletesTag', corpId, id: 'etNobody' })).toThrow(
      'has no tag or group etNobody',
    );
  });
});
