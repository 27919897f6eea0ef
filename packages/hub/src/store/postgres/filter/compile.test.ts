import { createMigratedDatabase, describePostgres } from '../../../testing/postgres/database.js';
import { filterContract } from '../../contract/filters.js';
import { openPostgresStore } from '../store.js';

describePostgres(() => {
  filterContract(
    'PostgreSQL',
    async () => {
      const test = await createMigratedDatabase();
      const store = await openPostgresStore(test.url);
      return {
        store: store.findings,
        close: async () => {
          await store.close();
          await test.drop();
        },
      };
    },
    { thoroughness: 1 },
  );
});
