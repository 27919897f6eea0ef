import { afterAll, beforeAll, expect, test } from 'vitest';
import { describePostgres } from '../../testing/postgres/database.js';
import { consoleContract } from '../contract/console.js';
import { controlContract } from '../contract/control.js';
import { definitionContract } from '../contract/definitions.js';
import { productHealthContract } from '../contract/product-health.js';
import { connectDatabase } from './connect.js';
import { postgresControlStore } from './control.js';
import { createMigrated, type MigratedDatabase } from './testing.js';

describePostgres(() => {
  let migrated: MigratedDatabase;
  beforeAll(async () => {
    migrated = await createMigrated();
  });
  afterAll(() => migrated.close());

  const open = () => migrated.openControl();
  controlContract('PostgreSQL', open);
  definitionContract('PostgreSQL', open);
  productHealthContract('PostgreSQL', open);
  consoleContract('PostgreSQL', open);

  test('to claim what is claimed writes nothing', async () => {
    const { store } = await open();
    await store.claimSetting('mark', 'one');
    await migrated.database.transaction(async (session) => {
      // Readers may pass, writers wait for longer than they may.
      await session.query({ text: 'LOCK TABLE settings IN SHARE MODE' });
      const other = await connectDatabase(`${migrated.test.url}&statement_timeout=1s`);
      try {
        expect(await postgresControlStore(other, { totalMs: 0 }).claimSetting('mark', 'two')).toBe('one');
      } finally {
        await other.close();
      }
    });
  });
});
