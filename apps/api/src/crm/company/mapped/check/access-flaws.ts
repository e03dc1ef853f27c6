import type { DataSource } from 'typeorm';
import * as z from 'zod';
import type { MappingFlaw } from '../../../../config/crm-mapping-flaws.js';

const HARMLESS = ['USAGE', 'SELECT', 'SHOW VIEW'];

const whoRows = z.tuple([
  z.object({ who: z.string(), home: z.string(), version: z.string(), charset: z.string() }),
]);
const WHO = `SELECT CURRENT_USER() who, DATABASE() home, VERSION() version,
  CONCAT_WS(' ', @@character_set_client, @@character_set_connection, @@character_set_results) charset`;
const grantRows = z.array(z.record(z.string(), z.string()));

interface Query {
  query(text: string): Promise<unknown>;
}

/** Whoever reads the CRM must not be able to change it, whatever mistakes we make. */
export async function accessFlaws(dataSource: DataSource): Promise<MappingFlaw[]> {
  const [{ who, home, version, charset }] = whoRows.parse(await dataSource.query(WHO));
  const at = ['database', 'url'];
  const foreign = [...new Set(charset.split(' '))].find((name) => name !== 'utf8mb4');
  const flaws = foreign
    ? [
        {
          at,
          message: `the server talks ${foreign} with us, not utf8mb4: start it without skip-character-set-client-handshake`,
        },
      ]
    : [];
  // Roles are of a connection: it must be one and the same.
  const runner = dataSource.createQueryRunner();
  try {
    const powers = await powersOf(runner, /mariadb/i.test(version));
    if (powers.length === 0) return flaws;
    const [name = '', host = ''] = who.split(/@(?=[^@]*$)/);
    const user = `'${name}'@'${host}'`;
    const named = powers.map(({ power, role }) => (role === null ? power : `${power} by the role ${role}`));
    const roles = new Set(powers.flatMap(({ role }) => role ?? []));
    const cure = [
      `REVOKE ALL PRIVILEGES, GRANT OPTION FROM ${user}`,
      ...[...roles].map((role) => `REVOKE ${role} FROM ${user}`),
      `GRANT SELECT, SHOW VIEW ON \`${home}\`.* TO ${user}`,
    ];
    const message = `${user} could do more than read: ${named.join('; ')}. Take that away: ${cure.join('; ')};`;
    return [...flaws, { at, message }];
  } finally {
    await runner.release();
  }
}

interface Power {
  power: string;
  /** Null for what the user may do without any. */
  role: string | null;
}

/** All that goes beyond reading, of the user and of every role that the user may take on. */
async function powersOf(connection: Query, isMariaDb: boolean): Promise<Power[]> {
  const before = isMariaDb ? await currentRole(connection) : null;
  const lines = await grantsOf(connection, null, isMariaDb);
  const own = lines.flatMap(beyondReading);
  const powers: Power[] = own.map((power) => ({ power, role: null }));
  // What is granted to a role of a role, servers tell with the role.
  for (const role of lines.flatMap(rolesIn)) {
    const more = (await grantsOf(connection, role, isMariaDb)).flatMap(beyondReading);
    powers.push(...more.filter((power) => !own.includes(power)).map((power) => ({ power, role })));
  }
  if (isMariaDb) await connection.query(`SET ROLE ${before === null ? 'NONE' : quoted(before)}`);
  return powers;
}

const roleRows = z.tuple([z.object({ role: z.string().nullable() })]);
async function currentRole(connection: Query): Promise<string | null> {
  const [{ role }] = roleRows.parse(await connection.query('SELECT CURRENT_ROLE() role'));
  return role;
}

/** @param role as `SHOW GRANTS` writes it, quoted; null for the user alone */
async function grantsOf(connection: Query, role: string | null, isMariaDb: boolean): Promise<string[]> {
  let answer: unknown;
  if (isMariaDb) {
    await connection.query(`SET ROLE ${role ?? 'NONE'}`);
    answer = await connection.query('SHOW GRANTS');
  } else {
    answer = await connection.query(
      role === null ? 'SHOW GRANTS' : `SHOW GRANTS FOR CURRENT_USER() USING ${role}`,
    );
  }
  return grantRows.parse(answer).flatMap((row) => Object.values(row));
}

/** ``GRANT SELECT, INSERT (`a`) ON `crm`.* TO `reader`@`%` WITH GRANT OPTION`` → `INSERT on crm.*`, `GRANT OPTION on crm.*` */
function beyondReading(line: string): string[] {
  const [, privileges, on = ''] = /^GRANT (.+?) ON (.+?) TO /.exec(line) ?? [];
  if (privileges === undefined) return [];
  const place = on.replaceAll('`', '');
  const named = privileges
    .replaceAll(/ ?\([^)]*\)/g, '')
    .split(', ')
    .filter((privilege) => !HARMLESS.includes(privilege));
  const all = line.includes(' WITH GRANT OPTION') ? [...named, 'GRANT OPTION'] : named;
  return all.length === 0 ? [] : [`${all.join(', ')} on ${place}`];
}

/** ``GRANT `a`@`%`,`b`@`%` TO …`` → the roles, quoted as they are. */
function rolesIn(line: string): string[] {
  const [, roles] = /^GRANT (`.+`) TO /.exec(line) ?? [];
  return roles?.includes(' ON ') === false ? roles.split(/, ?(?=`)/) : [];
}

function quoted(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}
