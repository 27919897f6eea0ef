import { createDatabase, describePostgres } from '../../testing/postgres/database.js';
import { findingContract } from '../contract/findings.js';
import { historyContract } from '../contract/history.js';
import { openPostgresStore } from './store.js';

describePostgres(() => {
  findingContract('PostgreSQL', async () => {
    const test = await createDatabase();
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

  historyContract('PostgreSQL', async () => {
    const test = await createDatabase();
    const store = await openPostgresStore(test.url);
    return {
      ...store,
      close: async () => {
        await store.close();
        await test.drop();
      },
    };
  });
});
