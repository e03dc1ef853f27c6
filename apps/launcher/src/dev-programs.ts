import type { DemoPorts } from './demo-programs.js';
import { paths } from './paths.js';
import type { Program } from './processes.js';
import type { Tunnel } from './tunnel.js';

/** Vite with the sidebar, and with the API behind the same origin. */
export function viteProgram({ vite, api }: Pick<DemoPorts, 'vite' | 'api'>, tunnel?: Tunnel): Program {
  return {
    name: 'Vite',
    command: 'pnpm',
    args: [
      '--dir',
      'apps/sidebar',
      'exec',
      'vite',
      // A journey has a copy, in which it changes something.
      process.env['DEV_SIDEBAR'] || '.',
      '--host',
      '127.0.0.1',
      '--port',
      String(vite),
      '--strictPort',
    ],
    env: {
      SIDECARD_API_URL: `http://127.0.0.1:${api}`,
      ...(tunnel && {
        SIDECARD_TUNNEL: tunnel.origin,
        SIDECARD_TUNNEL_PROOF: tunnel.proof,
        SIDECARD_VERIFY: paths.verify,
      }),
    },
    readyUrl: `http://127.0.0.1:${vite}/`,
  };
}

/** Compiles a workspace again whenever its code changes. */
export function compilerProgram(workspace: string): Program {
  return {
    name: `The compiler of ${workspace}`,
    command: 'pnpm',
    args: [
      '--dir',
      workspace,
      'exec',
      'tsc',
      '-p',
      'tsconfig.build.json',
      '--watch',
      '--preserveWatchOutput',
    ],
    env: {},
  };
}
