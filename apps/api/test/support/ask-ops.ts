import type { System } from './system.js';

/** At the internal port, as a monitor asks. @param token whose it is, where it is not the right one */
export async function askOps(
  { config, ops }: System,
  path: string,
  token = config.ops?.token,
): Promise<{ status: number; text: string }> {
  const response = await fetch(ops.url + path, { headers: { authorization: `Bearer ${token}` } });
  return { status: response.status, text: await response.text() };
}
