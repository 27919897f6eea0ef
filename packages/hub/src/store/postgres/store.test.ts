import { expect, test } from 'vitest';
import { createMigratedDatabase, describePostgres } from '../../testing/postgres/database.js';
import { expireContract } from '../contract/expire.js';
import { findingContract } from '../contract/findings.js';
import { historyContract } from '../contract/history.js';
import { statisticsContract } from '../contract/statistics.js';
import { openPostgresStore } from './store.js';

describePostgres(() => {
  findingContract('PostgreSQL', async () => {
    const test = await createMigratedDatabase();
    let store = await openPostgresStore(test.url);
    return {
      store: store.findings,
      reopen: async () => {
        await store.close();
        store = await openPostgresStore(test.url);
        return store.findings;
      },
      close: async () => {
        await store.close();
        await test.drop();
      },
    };
  });

  const open = async () => {
    const test = await createMigratedDatabase();
    const store = await openPostgresStore(test.url);
    return {
      ...store,
      store: store.findings,
      close: async () => {
        await store.close();
        await test.drop();
      },
    };
  };
  historyContract('PostgreSQL', open);
  expireContract('PostgreSQL', open);
  statisticsContract('PostgreSQL', open);

  test('backups are made with tools of the database', async () => {
    const opened = await open();
    await expect(opened.backup()).rejects.toMatchObject({
      status: 501,
      message: expect.stringMatching(/pg_dump/),
    });
    await opened.close();
  });
});
