import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createConnection } from 'mysql2/promise';

const examples = new URL('../../docs/own-crm/', import.meta.url);

export async function createCrmDatabase(mysqlUrl, sql, now = Date.now()) {
  const suffix = randomBytes(6).toString('hex');
  const name = `sidecard_crm_${suffix}`;
  const username = `reader_${suffix}`;
  const reader = `'${username}'@'%'`;
  const password = randomBytes(12).toString('hex');
  const admin = await createConnection({ uri: mysqlUrl, multipleStatements: true, charset: 'utf8mb4' });
  await admin.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
  await admin.changeUser({ database: name });
  await admin.query(`SET timestamp = ${now / 1000}`);
  await admin.query(sql);
  await admin.query(
    `CREATE USER ${reader} IDENTIFIED BY '${password}'; GRANT SELECT ON ${name}.* TO ${reader}`,
  );
  const url = Object.assign(new URL(mysqlUrl), { pathname: `/${name}`, username, password });
  return {
    url: url.href,
    admin,
    async drop() {
      await admin.query(`DROP DATABASE ${name}; DROP USER ${reader}`);
      await admin.end();
    },
  };
}

export function exampleMapping(example) {
  return new URL(`${example}/mapping.yaml`, examples);
}

export async function createExampleCrm(mysqlUrl, example, now) {
  const files = ['schema.sql', 'data.sql'].map((file) => new URL(`${example}/${file}`, examples));
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  return createCrmDatabase(mysqlUrl, texts.join('\n'), now);
}
