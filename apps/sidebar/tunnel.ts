import { join } from 'node:path';
import { searchForWorkspaceRoot, type Plugin } from 'vite';

/** How the launcher finds out whether a tunnel leads to this very Vite: it answers here with what it was given. */
const PROOF_PATH = '/__sidecard_tunnel__';

interface Tunnel {
  /** Where it is reached, like `https://crm-dev.example.com`. */
  origin: string;
  /** Told to whoever asks at `PROOF_PATH`. */
  proof: string;
  /** Folder of the `WW_verify_….txt` files of the admin console. */
  verifyFolder: string;
}

/**
 * Vite behind a tunnel: its name is known, hot updates come back through it, and the trusted domain can be verified. The
 * world can ask it too, so that it shows no file but those of which the page is made: a YAML and its secrets are near.
 */
export function throughTunnel({ origin, proof, verifyFolder }: Tunnel): Plugin {
  const { hostname, port } = new URL(origin);
  const workspace = searchForWorkspaceRoot(process.cwd());
  return {
    name: 'sidecard:through-tunnel',
    apply: 'serve',
    config: () => ({
      publicDir: verifyFolder,
      server: {
        allowedHosts: [hostname],
        fs: { allow: ['.', join(workspace, 'libs'), join(workspace, 'node_modules')] },
        ws: { protocol: 'wss', host: hostname, clientPort: Number(port || 443) },
      },
    }),
    configureServer(server) {
      server.middlewares.use('/__open-in-editor', (_request, response) => void response.writeHead(404).end());
      server.middlewares.use(PROOF_PATH, (_request, response) => void response.end(proof));
    },
  };
}
