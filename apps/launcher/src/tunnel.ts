import { randomUUID } from 'node:crypto';
import { Failure } from './failure.js';

/** As in apps/sidebar/tunnel.ts. */
const PROOF_PATH = '/__sidecard_tunnel__';
const PATIENCE_MS = 10_000;

/** A public https address that somebody else's program leads to a port of this machine. */
export interface Tunnel {
  /** Like `https://crm-dev.example.com`. */
  origin: string;
  /** What only our own Vite answers. */
  proof: string;
}

/** @throws Failure when it is no https origin */
export function tunnelTo(address: string): Tunnel {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url?.protocol !== 'https:' || url.href !== `${url.origin}/`)
    throw new Failure(
      `--tunnel ${address}: write the public https address of your tunnel alone, like https://crm-dev.example.com. WeCom opens nothing else.`,
    );
  return { origin: url.origin, proof: randomUUID() };
}

/**
 * Asks through the public address whether it leads here.
 * @param port where the tunnel should lead to
 * @throws Failure with what is wrong and what to do
 */
export async function assertLeadsHere({ origin, proof }: Tunnel, port: number): Promise<void> {
  const here = `http://127.0.0.1:${port}`;
  const answer = await fetch(origin + PROOF_PATH, {
    redirect: 'manual',
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch((error: unknown) => {
    throw new Failure(`${origin} ${whyUnreached(error)}`);
  });
  const said = answer.ok ? await answer.text() : '';
  if (said === proof) return;
  throw new Failure(
    answer.ok
      ? `${origin} leads to something else, or to another Sidecard. Lead the tunnel to ${here}.`
      : `${origin} answers ${answer.status}, and it was not Sidecard who said so. Lead the tunnel to ${here}, and switch off a login or a warning page in front of it.`,
  );
}

function whyUnreached(error: unknown): string {
  const code = String(Object(Object(error).cause).code);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return 'is a name that nobody knows. Has the tunnel been started, and is the name written right?';
  if (code.includes('CERT') || code.startsWith('ERR_TLS') || code.startsWith('ERR_SSL'))
    return `has no https that clients believe (${code}). Give the tunnel a certificate of a public authority for this very name.`;
  if (Object(error).name === 'TimeoutError')
    return `did not answer within ${PATIENCE_MS / 1_000} s. Does the tunnel run?`;
  return `can't be reached (${code}). Start the tunnel first.`;
}
