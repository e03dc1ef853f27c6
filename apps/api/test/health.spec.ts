import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startSystem, type System } from './support/system.js';
import { loggedIn, sprucesSales, WebView } from './support/web-view.js';

let system: System;
let anybody: WebView;
beforeAll(async () => {
  system = await startSystem();
  anybody = new WebView(system, sprucesSales, 'nobody');
});
afterAll(() => system.close());

describe('health', () => {
  it('is live and ready', async () => {
    expect((await anybody.request('/health/live')).body).toEqual({ status: 'ok' });
    expect(await anybody.request('/health/ready')).toMatchObject({ status: 200, body: { status: 'ok' } });
  });

  it('is live but not ready without its database, and says what it waits for and nothing else', async () => {
    const query = jest
      .spyOn(system.database, 'query')
      .mockRejectedValue(new Error('ECONNREFUSED 10.1.2.3:3306'));
    try {
      expect((await anybody.request('/health/live')).status).toBe(200);
      const { status, body } = await anybody.request('/health/ready');
      expect(status).toBe(503);
      expect(body).toEqual({
        code: 'NOT_READY',
        message: 'not ready',
        requestId: expect.any(String),
        details: { waitingFor: ['database'] },
      });
    } finally {
      query.mockRestore();
    }
  });
});

describe('the request line in the log', () => {
  it('carries the code of a refusal, so that a request id from support leads to it', async () => {
    const zhangWei = await loggedIn(system);

    const { body } = await zhangWei.card('wmNobody');

    const line = system.logs
      .map((said) => JSON.parse(said))
      .find((said) => said.requestId === body.requestId);
    expect(line).toMatchObject({ code: 'CUSTOMER_NOT_FOUND', statusCode: 404, corpId: sprucesSales.corpId });
  });
});
