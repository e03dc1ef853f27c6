import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkCrm } from '../../src/crm/company/mapped/check/check-mapping.js';
import { createCompanyDatabase, type CompanyDatabase } from './company-database.js';
import { goodMapping, goodSchema } from './support/good-crm.js';
import { declared, edited } from './support/spoiled.js';

/** Who asks the CRM, and what that user may do: each test grants anew. */

let crm: CompanyDatabase;
let database: string;
let user: string;
beforeAll(async () => {
  crm = await createCompanyDatabase(goodSchema);
  const { pathname, username } = new URL(crm.url);
  database = pathname.slice(1);
  user = `'${username}'@'%'`;
});
afterAll(() => crm.dispose());

/** The user may do this, and nothing else. `db` stands for the database. */
async function mayOnly(...grants: string[]): Promise<void> {
  await crm.run(`REVOKE ALL PRIVILEGES, GRANT OPTION FROM ${user}`);
  for (const grant of grants) await crm.run(`GRANT ${grant.replace('db.', `${database}.`)}`);
}

const check = (text: string, url = crm.url) => checkCrm(declared(text, url));

function elsewhere(change: Partial<Pick<URL, 'password' | 'pathname' | 'port' | 'username'>>): string {
  return Object.assign(new URL(crm.url), change).href;
}

const plain = `database: { url: { env: CRM_DATABASE_URL } }
customer:
  table: customers
  key: id
  name: name
  match: { externalUserId: external_id, phone: phone }
`;
const overView = edited(plain, ['table: customers', 'table: customers_view'], ['name: name', 'name: nick']);

describe('a user who may only read', () => {
  it.each([
    ['a plain mapping', plain],
    ['one with joins and lists', goodMapping],
    [
      'one whose index begins with what is always asked',
      edited(plain, [
        '  match: { externalUserId: external_id,',
        '  where: { tenant_id: 3 }\n  match: { externalUserId: email,',
      ]),
    ],
  ])('is right for %s', async (_, mapping) => {
    await mayOnly(`SELECT ON db.* TO ${user}`);

    expect(await check(mapping)).toEqual([]);
  });

  it('is right for one over a view, where the server tells of what is behind it', async () => {
    await mayOnly(`SELECT, SHOW VIEW ON db.* TO ${user}`);
    expect(await check(overView)).toEqual([]);

    await mayOnly(`SELECT ON db.* TO ${user}`);
    expect(await check(overView)).toEqual([
      'own-crm.yaml:4 customer.key: the server does not tell this user of the indexes behind a view: GRANT SHOW VIEW on it, and SELECT on the tables behind it',
    ]);
  });

  it('is told of a view what a table would be told', async () => {
    await mayOnly(`SELECT, SHOW VIEW ON db.* TO ${user}`);

    expect(await check(edited(overView, ['phone: phone', 'phone: fax'], ['key: id', 'key: phone']))).toEqual([
      'own-crm.yaml:4 customer.key: customers_view.phone is not unique: no index says that it is',
      'own-crm.yaml:6 customer.match.phone[0]: customers_view.fax has no index: the CRM would read the whole table for every card',
    ]);
    // One customer is there once for each phone.
    expect(
      await check(
        edited(
          overView,
          ['customers_view', 'phones_view'],
          ['nick', 'phone'],
          ['externalUserId: external_id, ', ''],
        ),
      ),
    ).toEqual(['own-crm.yaml:4 customer.key: phones_view.id is not unique: no index says that it is']);
  });

  it('may be granted one column after the other', async () => {
    await mayOnly(`SELECT (id, name, phone) ON db.customers TO ${user}`);

    expect(await check(plain)).toEqual([
      'own-crm.yaml:6 customer.match.externalUserId: customers has no column external_id that this user may read',
    ]);
  });
});

describe('a user who could write is refused', () => {
  const refusal = (powers: string, ...more: string[]) => [
    `own-crm.yaml:1 database.url: ${user} could do more than read: ${powers}. Take that away: ${[
      `REVOKE ALL PRIVILEGES, GRANT OPTION FROM ${user}`,
      ...more,
      `GRANT SELECT, SHOW VIEW ON \`${database}\`.* TO ${user}`,
    ].join('; ')};`,
  ];

  it.each([
    ['one table', ['SELECT ON db.* TO ', 'INSERT, UPDATE ON db.orders TO '], 'INSERT, UPDATE on db.orders'],
    [
      'one column',
      ['SELECT ON db.* TO ', 'SELECT (id), UPDATE (title) ON db.orders TO '],
      'UPDATE on db.orders',
    ],
    ['everything', ['ALL PRIVILEGES ON db.* TO '], 'ALL PRIVILEGES on db.*'],
    ['files', ['SELECT ON db.* TO ', 'FILE ON *.* TO '], 'FILE on *.*'],
  ])('to %s', async (_, grants, powers) => {
    await mayOnly(...grants.map((grant) => grant + user));

    expect(await check(plain)).toEqual(refusal(powers.replace('db.', `${database}.`)));
  });

  it('by handing rights on', async () => {
    await mayOnly(`SELECT ON db.* TO ${user} WITH GRANT OPTION`);

    expect(await check(plain)).toEqual(refusal(`GRANT OPTION on ${database}.*`));
  });

  it.each([true, false])('by a role; taken on from the beginning: %s', async (isDefault) => {
    const [writer, inner] = [`writer_${database}`, `inner_${database}`];
    for (const role of [writer, inner]) await crm.run(`CREATE ROLE ${role}`);
    try {
      await mayOnly(
        `SELECT ON db.* TO ${user}`,
        `DELETE ON db.orders TO ${inner}`,
        `${inner} TO ${writer}`,
        `${writer} TO ${user}`,
      );
      await crm.run(`SET DEFAULT ROLE ${isDefault ? writer : 'NONE'} FOR ${user}`);

      expect(await check(plain)).toEqual(
        refusal(
          `DELETE on ${database}.orders by the role \`${writer}\``,
          `REVOKE \`${writer}\` FROM ${user}`,
        ),
      );
    } finally {
      for (const role of [writer, inner]) await crm.run(`DROP ROLE ${role}`);
    }
  });
});

describe('a user who is not let in', () => {
  it.each([
    [{ password: 'another' }, 'the CRM does not know this user, or not with this password'],
    [{ username: 'nobody' }, 'the CRM does not know this user, or not with this password'],
    [{ pathname: '/nothing' }, 'this user may not read that database: GRANT SELECT, SHOW VIEW on it'],
  ])('is told why: %j', async (change, words) => {
    await mayOnly(`SELECT ON db.* TO ${user}`);

    expect(await check(plain, elsewhere(change))).toEqual([`own-crm.yaml:1 database.url: ${words}`]);
  });

  it('is told nothing of a server that does not answer', async () => {
    await expect(check(plain, elsewhere({ port: '1' }))).rejects.toThrow(
      'the CRM does not answer (ECONNREFUSED)',
    );
  });
});
