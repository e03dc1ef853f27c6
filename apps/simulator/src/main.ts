import { randomInt } from 'node:crypto';
import { createSimulator } from './create-simulator.js';

const port = Number(process.env['SIMULATOR_PORT'] ?? 4600);
const publicOrigin = process.env['SIMULATOR_PUBLIC_ORIGIN'];
const simulator = await createSimulator({
  // Another run hands out other ids: what a browser has kept from the last one must not open anything in this one.
  seed: randomInt(2 ** 31),
  host: process.env['SIMULATOR_HOST'] ?? '127.0.0.1',
  port,
  webViewPort: Number(process.env['SIMULATOR_WEB_VIEW_PORT'] ?? port + 1),
  ...(publicOrigin ? { publicOrigin } : {}),
});
simulator.showSidebarFrom(process.env['SIMULATOR_SIDEBAR_URL'] ?? `http://127.0.0.1:${port + 2}`);
process.stdout.write(`WeCom simulator at ${simulator.url}, its web view at ${simulator.webViewOrigin}\n`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void simulator.close().then(() => process.exit(0)));
}
