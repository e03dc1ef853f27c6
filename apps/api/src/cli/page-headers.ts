import { sidebarPath } from '@sidecard/contracts';
import { fastify } from 'fastify';
import { loadConfig } from '../config/load-config.js';
import { SetupError } from '../platform/errors/setup-error.js';
import { serveSidebar } from '../sidebar-files/serve-sidebar.js';
import { setSecurityHeaders } from '../walls/security-headers.js';
import { flag, readArguments } from './arguments.js';
import { run } from './run.js';

const USAGE = `usage: page-headers [--nginx]
The headers that a web server has to send with the page, where it serves the page instead of the API: of this very build
(SIDEBAR_FILES) and this set-up. To be taken over anew with every build.`;

/** What is about one answer, and not about the page. */
const OF_ANSWER = ['connection', 'content-length', 'content-type', 'date'];

await run(async () => {
  const { nginx } = readArguments(USAGE, { nginx: flag });
  const config = loadConfig(process.env);
  if (!config.sidebarFiles) throw new SetupError(['environment variable SIDEBAR_FILES: it is not set']);

  // Asked of what serves the page in the API, so that there is no second list to keep.
  const server = fastify({ trustProxy: true });
  setSecurityHeaders(server, config);
  await serveSidebar(server, config.sidebarFiles, config);
  const { headers } = await server.inject({
    url: sidebarPath({ corpId: 'any', agentId: 1 }),
    headers: { 'x-forwarded-proto': 'https' },
  });
  await server.close();

  for (const [name, value] of Object.entries(headers)) {
    if (OF_ANSWER.includes(name)) continue;
    const text = String(value);
    process.stdout.write(nginx ? `add_header ${name} "${text}" always;\n` : `${name}: ${text}\n`);
  }
});
