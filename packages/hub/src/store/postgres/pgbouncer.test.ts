import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describePostgres } from '../../testing/postgres/database.js';
import { hasPgBouncer, type PgBouncer, startPgBouncer } from '../../testing/postgres/pgbouncer.js';
import { controlContract } from '../contract/control.js';
import { definitionContract } from '../contract/definitions.js';
import { findingContract } from '../contract/findings.js';
import { statisticsContract } from '../contract/statistics.js';
import { connectDatabase } from './connect.js';
import { postgresControlStore } from './control.js';
import type { Database } from './database.js';
import { openPostgresStore } from './store.js';
import { createMigrated, type MigratedDatabase } from './testing.js';

const there = hasPgBouncer();

describe.skipIf(!there)(`PgBouncer in transaction mode${there ? '' : ' (skipped: not installed)'}`, () => {
  describePostgres(() => {
    let migrated: MigratedDatabase;
    let pooler: PgBouncer;
    let database: Database;
    beforeAll(async () => {
      migrated = await createMigrated();
      pooler = await startPgBouncer(migrated.test.url);
      database = await connectDatabase(pooler.url);
    });
    afterAll(async () => {
      await database.close();
      await pooler.close();
      await migrated.close();
    });

    const openFindings = async () => {
      await migrated.openControl();
      let store = await openPostgresStore(pooler.url);
      return {
        ...store,
        store: store.findings,
        reopen: async () => {
          await store.close();
          store = await openPostgresStore(pooler.url);
          return store.findings;
        },
        close: () => store.close(),
      };
    };
    const open = async () => ({ ...(await migrated.openControl()), store: postgresControlStore(database) });
    controlContract('PgBouncer', open);
    definitionContract('PgBouncer', open);
    findingContract('PgBouncer', openFindings);
    statisticsContract('PgBouncer', openFindings);

    test('is noticed: nothing is prepared under a name', () => {
      expect(migrated.database.settings.prepare).toBe(true);
      expect(database.settings.prepare).toBe(false);
    });

    test('many more callers than connections of the pooler get through, and it is alive', async () => {
      const answers = Array.from({ length: 40 }, (_, n) =>
        database.transaction(async (session) => {
          const statement = { text: 'SELECT $1::int AS n, pg_sleep(0.005)', values: [n], name: `s${n % 3}` };
          return (await session.query<{ n: number }>(statement)).rows[0]?.n;
        }),
      );
      expect(await Promise.all(answers)).toEqual(Array.from({ length: 40 }, (_, n) => n));
      await database.ping();
    });

    test('what a transaction sets does not reach the next one on the same connection', async () => {
      const text = "SELECT current_setting('statement_timeout') AS value";
      await Promise.all(
        Array.from({ length: 9 }, () => database.transaction((session) => session.query({ text }))),
      );
      const values = await Promise.all(
        Array.from({ length: 9 }, () =>
          database.use(async (session) => (await session.query<{ value: string }>({ text })).rows[0]?.value),
        ),
      );
      expect(new Set(values)).toEqual(new Set(['0']));
    });
  });
});
