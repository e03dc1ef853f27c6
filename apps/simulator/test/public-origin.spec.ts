import { createServer, request, type Server } from 'node:http';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createSimulator, type Simulator } from '../src/index.js';

/** The simulator behind a tunnel that leads to its web view: all that a browser needs is at one origin. */
const publicOrigin = 'https://crm-dev.example.com';
let simulator: Simulator;
let sidebar: Server;
let port: number;
beforeAll(async () => {
  sidebar = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end('<head></head>the sidebar');
  });
  await new Promise<void>((resolve) => sidebar.listen(0, '127.0.0.1', resolve));
  const free = createServer();
  await new Promise<void>((resolve) => free.listen(0, '127.0.0.1', resolve));
  port = Number(Object(free.address()).port);
  await new Promise((resolve) => free.close(resolve));
  simulator = await createSimulator({ webViewPort: port, publicOrigin });
  simulator.showSidebarFrom(`http://127.0.0.1:${Object(sidebar.address()).port}`);
});
afterAll(async () => {
  await simulator.close();
  sidebar.close();
});

it('every app trusts the public host, and the client looks for the sidebar there', async () => {
  expect(simulator.webViewOrigin).toBe(publicOrigin);
  for (const { apps } of simulator.world.corps)
    for (const { trustedDomains } of apps)
      expect(new Set(trustedDomains)).toEqual(new Set(['crm-dev.example.com']));
  expect((await ask('/__wecom_client__/client/world')).body).toContain(`"webViewOrigin":"${publicOrigin}"`);
});

it.each([
  ['/s/wwspruce0a1b2c3d4e/1000002', /<script src="\/__wecom_client__\/bridge\.js"><\/script>.*the sidebar/],
  ['/__wecom_client__/', /^(?!.*bridge\.js)[^]*<div id="client">/],
  ['/__wecom_client__/connect/oauth2/authorize', /redirect_uri需使用应用可信域名/],
])('%s is what a browser finds', async (path, said) => {
  expect(await ask(path)).toEqual({ status: 200, body: expect.stringMatching(said) });
});

it.each([
  '/__wecom_client__/cgi-bin/gettoken',
  '/__wecom_client__/control/secrets',
  '/__wecom_client__/control/callbacks',
  '/__wecom_client__/client/../cgi-bin/gettoken',
  '/__wecom_client__/client/%2e%2e/control/secrets',
])('%s stays on this machine', async (path) => {
  expect((await ask(path)).status).toBe(404);
});

/** As it is written: `fetch` would tidy the path up. */
function ask(path: string): Promise<{ status: number | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path }, (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      answer.once('end', () => resolve({ status: answer.statusCode, body }));
    });
    asked.once('error', reject).end();
  });
}
