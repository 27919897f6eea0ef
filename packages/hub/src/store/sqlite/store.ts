import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Kysely, Migrator, SqliteDialect } from 'kysely';
import { invalidInput } from '../../errors.js';
import { createControlStore } from '../control-sql.js';
import type { ExpireQuery, FindingPage, FindingQuery, GroupCount, GroupQuery } from '../findings.js';
import { CONTROL_MIGRATIONS } from '../sql/control-migrations.js';
import { deliveryStore } from '../sql/deliveries.js';
import type { ControlTables } from '../sql/schema.js';
import type {
  ClosedPage,
  ClosedQuery,
  Statistics,
  StatisticsQuery,
  TrendCount,
  TrendQuery,
  ValueCount,
  ValuesQuery,
} from '../statistics.js';
import type { Store } from '../store.js';
import { connect } from './connection.js';
import { packDeliveries } from './deliveries.js';
import type { RowKey } from './expire.js';
import { type PackedHistoryPage, unpackHistoryPage } from './history.js';
import { type PackedFinding, packKey, packWrite, unpackFinding } from './messages.js';
import { FINDING_MIGRATIONS } from './migrations.js';
import { leastBusy, WorkerClient } from './rpc.js';
import { TOO_LONG } from './time-limit.js';
import { type StatementResult, workerDialect } from './worker-dialect.js';

const COPY_PREFIX = 'backup-';
const QUERY_THREADS = 2;
const EXPIRED_AT_ONCE = 50_000;

/**
 * Opens the embedded store in a folder, creating and migrating it as needed. Findings are written by one thread and
 * read by others; accounts and the like are few and go through a connection of this thread.
 *
 * @throws Error if the folder cannot be written or holds a database of a newer Docket
 */
export async function openSqliteStore(folder: string): Promise<Store> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // Copies that a crash left behind.
  for (const name of readdirSync(folder)) if (name.startsWith(COPY_PREFIX)) rmSync(join(folder, name));
  const file = { path: join(folder, 'docket.sqlite') };
  const control = new Kysely<ControlTables>({ dialect: new SqliteDialect({ database: connect(file) }) });
  await migrate(control);

  const writer = new WorkerClient(new URL('./writer.js', import.meta.url), file);
  const reader = () => new WorkerClient(new URL('./reader.js', import.meta.url), file);
  // The lookups of imports do not queue behind somebody's long query, and neither does every other query.
  const lookups = reader();
  const queries = Array.from({ length: QUERY_THREADS }, reader);
  // Numbers of many findings take longer than pages of them, which do not wait for them; where nobody asks, there is none.
  let started: WorkerClient | undefined;
  const numbers = () => (started ??= reader());

  const deliveries = new Kysely<ControlTables>({
    dialect: workerDialect({
      read: (statement) => leastBusy(queries).call<StatementResult>('statement', statement),
      write: (statement) => writer.call<StatementResult>('statement', statement),
    }),
  });

  return {
    control: createControlStore(control),
    deliveries: deliveryStore(deliveries, { concurrent: false }),
    findings: {
      read: async (keys) => {
        const found = await lookups.call<PackedFinding[]>('read', keys.map(packKey));
        return keys.map((key, index) => unpackFinding(key, found[index] ?? null));
      },
      commit: (writes, deliveries = []) =>
        writer.call<boolean>('commit', [writes.map(packWrite), packDeliveries(deliveries)]),
      find: (query: FindingQuery) => leastBusy(queries).call<FindingPage>('find', query).catch(explain),
      group: (query: GroupQuery) => leastBusy(queries).call<GroupCount[]>('group', query).catch(explain),
      history: async (key, query) => {
        const found = await leastBusy(queries).call<PackedHistoryPage>('history', [packKey(key), query]);
        return unpackHistoryPage(found);
      },
      expire: expiring(writer, queries),
    },
    statistics: {
      count: (query: StatisticsQuery) => numbers().call<Statistics>('count', query).catch(explain),
      values: (query: ValuesQuery) => numbers().call<ValueCount[]>('values', query).catch(explain),
      trend: (query: TrendQuery) => numbers().call<TrendCount[]>('trend', query).catch(explain),
      closed: (query: ClosedQuery) => numbers().call<ClosedPage>('closed', query).catch(explain),
    },
    ping: () => lookups.call<void>('ping', undefined),
    backup: async () => {
      const path = join(folder, `${COPY_PREFIX}${randomUUID()}.sqlite`);
      // A thread of its own: copying takes as long as the disk takes.
      const copier = reader();
      try {
        await copier.call<void>('copy', path);
      } catch (error) {
        // A copy that broke off, on a full disk for one, is of no use to anybody.
        rmSync(path, { force: true });
        throw error;
      } finally {
        await copier.close();
      }
      return path;
    },
    close: async () => {
      await Promise.all(
        [writer, lookups, ...queries, ...(started ? [started] : [])].map((worker) => worker.close()),
      );
      await control.destroy();
    },
  };
}

/** Gives the one error that is the caller's to mend its own words. */
function explain(error: unknown): never {
  if (error instanceof Error && error.message === TOO_LONG) {
    throw invalidInput('The query takes too long. Filter by account, product, resource or time as well.');
  }
  throw error;
}

/** Looking for what expired reads through everything, so what it finds is kept for the next calls. */
function expiring(
  writer: WorkerClient,
  queries: readonly WorkerClient[],
): (query: ExpireQuery) => Promise<number> {
  let found: RowKey[] = [];
  return async (query) => {
    for (;;) {
      if (found.length === 0) {
        found = await leastBusy(queries).call<RowKey[]>('expired', { ...query, limit: EXPIRED_AT_ONCE });
        if (found.length === 0) return 0;
      }
      const removed = await writer.call<number>('expire', [query, found.splice(0, query.limit)]);
      // None, if all of them were written again in the meantime.
      if (removed > 0) return removed;
    }
  };
}

/** @throws Error if the database is of a newer Docket */
export async function migrate(db: Kysely<ControlTables>): Promise<void> {
  const migrations = { ...CONTROL_MIGRATIONS, ...FINDING_MIGRATIONS };
  const { error } = await new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
  }).migrateToLatest();
  if (error !== undefined) throw new Error(`the database could not be migrated: ${String(error)}`);
}
