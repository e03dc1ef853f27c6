import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createSimulator, type Simulator } from '../src/create-simulator.js';

const corpId = 'wwspruce0a1b2c3d4e';
let simulator: Simulator;
beforeEach(async () => {
  simulator = await createSimulator();
});
afterEach(() => simulator.close());

const ask = async (path: string): Promise<unknown> =>
  JSON.parse(await (await fetch(`${simulator.url}/client${path}`)).text());
const chatsOf = async (userId: string): Promise<object[]> =>
  Object(await ask(`/corps/${corpId}/members/${userId}/chats`));
const who = { corpId, userId: 'ZhangWei', externalUserId: 'wmZhouMing' };

describe('the chats of a member', () => {
  it('say what the member has noted, and of a group nothing', async () => {
    simulator.happen({
      kind: 'memberEditsCustomer',
      ...who,
      remark: '周明 一期',
      addTagIds: ['etSpruceStageNew'],
    });
    expect(await chatsOf('zhangwei')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          id: 'wmZhouMing',
          title: '周明 一期',
          relation: { remark: '周明 一期', tagIds: ['etSpruceStageNew'], deletedByCustomer: false },
        }),
        expect.objectContaining({ id: 'wrSpruceRiverside', kind: 'group', relation: null }),
      ]),
    );
  });

  it('stay when the customer has gone, and go with the member’s own deletion', async () => {
    const zhouMing = async () =>
      (await chatsOf('ZhangWei')).find((chat) => 'id' in chat && chat.id === 'wmZhouMing');
    simulator.happen({ kind: 'customerDeletesMember', ...who });
    expect(await zhouMing()).toMatchObject({ relation: { deletedByCustomer: true } });
    simulator.happen({ kind: 'memberDeletesCustomer', ...who });
    expect(await zhouMing()).toBeUndefined();
  });

  it('go when a group chat ends or somebody leaves it', async () => {
    const isThere = async (userId: string) =>
      JSON.stringify(await chatsOf(userId)).includes('wrSpruceRiverside');
    const chat = { corpId, chatId: 'wrSpruceRiverside' };
    expect([await isThere('ZhangWei'), await isThere('ZhaoMin')]).toEqual([true, true]);
    simulator.happen({ kind: 'peopleLeaveGroupChat', ...chat, ids: ['ZhaoMin'] });
    expect([await isThere('ZhangWei'), await isThere('ZhaoMin')]).toEqual([true, false]);
    simulator.happen({ kind: 'groupChatEnds', ...chat });
    expect(await isThere('ZhangWei')).toBe(false);
  });
});

it('the world names the tags that may be put on', async () => {
  simulator.happen({ kind: 'adminDeletesTag', corpId, id: 'etSpruceStage' });
  expect(await ask('/world')).toMatchObject({
    corps: [
      {
        tagGroups: [
          { name: '来源', tags: expect.arrayContaining([{ id: 'etSpruceSourceFair', name: '家博会' }]) },
          {},
        ],
      },
      {},
    ],
  });
});
