import { expect, it } from '@jest/globals';
import { dataSourceOptions } from '../src/database/data-source.js';
import { openDataSource } from '../src/database/open-data-source.js';
import { createStorage } from './support/storage.js';

it('next dates that were moments become the days they were in China, there and back', async () => {
  const storage = await createStorage();
  const dataSource = await openDataSource(dataSourceOptions(storage.database));
  try {
    await dataSource.runMigrations();
    const names = dataSource.migrations.map(({ name }) => name);
    const back = names.length - names.indexOf('NextSteps1764700100000');
    for (let step = 0; step < back; step += 1) await dataSource.undoLastMigration();
    const moments: [string, string | null][] = [
      ['before-midnight', '2026-02-28T15:59:59.999Z'],
      ['midnight', '2026-02-28T16:00:00.000Z'],
      ['never', null],
    ];
    for (const [followUpId, at] of moments)
      await dataSource.query(
        `INSERT INTO follow_ups (corp_id, follow_up_id, external_user_id, author_user_id, note, created_at, next_contact_at)
         VALUES ('ww', '${followUpId}', 'wm', 'zhangwei', '', 1, ${at ? Date.parse(at) : null})`,
      );

    await dataSource.runMigrations();

    const days = () =>
      dataSource.query('SELECT follow_up_id AS id, next_contact_on AS day FROM follow_ups ORDER BY id');
    const expected = [
      { id: 'before-midnight', day: '2026-02-28' },
      { id: 'midnight', day: '2026-03-01' },
      { id: 'never', day: null },
    ];
    expect(await days()).toEqual(expected);
    for (let step = 0; step < back; step += 1) await dataSource.undoLastMigration();
    await dataSource.runMigrations();
    expect(await days()).toEqual(expected);
  } finally {
    await dataSource.destroy();
    await storage.dispose();
  }
});
