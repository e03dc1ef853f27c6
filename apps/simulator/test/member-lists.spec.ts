import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createSimulator, type Simulator } from '../src/create-simulator.js';
import { AppClient } from './app-client.js';

let simulator: Simulator;
let sales: AppClient;
let service: AppClient;
beforeAll(async () => {
  simulator = await createSimulator();
  sales = new AppClient(simulator);
  service = new AppClient(simulator, undefined, 1000003);
});
afterAll(() => simulator.close());

describe('members of a department', () => {
  it('are those in the visible range', async () => {
    expect(await sales.get('/user/simplelist', { department_id: '3' })).toMatchObject({
      errcode: 0,
      userlist: [{ userid: 'ZhaoMin', name: '赵敏', department: [3] }],
    });
    expect(await service.get('/user/simplelist', { department_id: '2' })).toMatchObject({
      userlist: [{ userid: 'WangQiang' }],
    });
  });

  it.each([
    [60003, { department_id: '77' }],
    [40058, { department_id: 'x' }],
    [41019, { department_id: '' }],
  ])('are %i for %j', async (errcode, query) => {
    expect(await sales.get('/user/simplelist', query)).toMatchObject({ errcode, userlist: [] });
  });
});

describe('ids of members', () => {
  it('come in pages of the visible range', async () => {
    const first = await sales.post('/user/list_id', { limit: 3 });
    expect(first['dept_user']).toHaveLength(3);
    expect(await sales.post('/user/list_id', { limit: 3, cursor: first['next_cursor'] })).toMatchObject({
      dept_user: [
        { userid: 'ZhaoMin', department: 3 },
        { userid: 'SunYue', department: 4 },
      ],
      next_cursor: '',
    });
    expect(await service.post('/user/list_id', {})).toMatchObject({
      dept_user: [{ userid: 'WangQiang' }, { userid: 'ZhaoMin' }],
    });
    expect(await sales.post('/user/list_id', { limit: 0 })).toMatchObject({ errcode: 40058, dept_user: [] });
  });
});
