import type { DataSource } from 'typeorm';
import * as z from 'zod';

const driverError = z.object({ code: z.string() });

/** What is wrong with the url, for the server has answered; undefined when it has not, which may pass. */
const refusals: Record<string, string> = {
  ER_ACCESS_DENIED_ERROR: 'the CRM does not know this user, or not with this password',
  ER_ACCESS_DENIED_NO_PASSWORD_ERROR: 'the CRM does not let this user in without a password',
  ER_HOST_NOT_PRIVILEGED: 'the CRM does not let this machine in',
  ER_DBACCESS_DENIED_ERROR: 'this user may not read that database: GRANT SELECT, SHOW VIEW on it',
  ER_BAD_DB_ERROR: 'the CRM has no database of that name',
  ER_NOT_SUPPORTED_AUTH_MODE: 'this user logs in in a way that we do not know: give it caching_sha2_password',
  HANDSHAKE_NO_SSL_SUPPORT: 'the CRM does not speak TLS',
};

/** The CRM has not answered. `code` is the driver's. */
export class CrmSilent extends Error {
  constructor(readonly code: string) {
    super(`the CRM does not answer (${code})`);
    this.name = 'CrmSilent';
  }
}

/**
 * Opens a connection, and says why that was refused.
 * @throws CrmSilent when there is no answer
 */
export async function connect(dataSource: DataSource): Promise<string | null> {
  try {
    await dataSource.initialize();
    return null;
  } catch (error) {
    const code = codeOf(error);
    const refusal = refusals[code];
    if (refusal) return refusal;
    throw new CrmSilent(code);
  }
}

export function codeOf(error: unknown): string {
  const parsed = driverError.safeParse(error);
  return parsed.success ? parsed.data.code : 'unknown cause';
}
