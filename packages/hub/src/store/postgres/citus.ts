import { type Kysely, sql, type Transaction } from 'kysely';

/** Tables whose every row belongs to an account, and whose every unique key says which: co-located, an account on one shard. */
export const DISTRIBUTED_TABLES = [
  'accounts',
  'principals',
  'hubs',
  'subscriptions',
  'tags',
  'action_targets',
  'insights',
  'automation_rules',
  'product_health',
  'product_health_errors',
  'ended_sessions',
  'views',
  'checks',
  'findings',
  'facets',
  'resources',
  'documents',
  'history',
  'event_rules',
  'event_sinks',
  'deliveries',
] as const;

/** Small tables that are asked without an account: whole on every node. */
export const REFERENCE_TABLES = ['access_keys', 'products', 'settings'] as const;

/** Every other table is placed where this one's account is. */
const ANCHOR = DISTRIBUTED_TABLES[0];

/** What of our tables a Citus cluster keeps on one node only; nothing where there is no cluster. */
export async function undistributed<Tables>(db: Kysely<Tables>): Promise<string[]> {
  const extension = await sql`SELECT 1 FROM pg_extension WHERE extname = 'citus'`.execute(db);
  if (extension.rows.length === 0) return [];
  // Hash-distributed, and reference tables: whatever else Citus keeps book of is local.
  const { rows } = await sql<{ name: string }>`
    SELECT c.relname AS name FROM pg_class c WHERE c.oid = to_regclass(quote_ident(c.relname)) AND NOT EXISTS (
      SELECT 1 FROM pg_dist_partition p
      WHERE p.logicalrelid = c.oid AND (p.partmethod = 'h' OR p.repmodel = 't'))`.execute(db);
  const local = new Set(rows.map(({ name }) => name));
  return [...REFERENCE_TABLES, ...DISTRIBUTED_TABLES].filter((table) => local.has(table));
}

/**
 * Distributes the tables over a Citus cluster, where there is one; those that are distributed already stay as they are.
 *
 * @param transaction under the migrations' lock, with all migrations done
 * @returns the tables that were distributed just now
 */
export async function distribute<Tables>(transaction: Transaction<Tables>): Promise<string[]> {
  const tables = await undistributed(transaction);
  if (tables.length === 0) return [];
  // One connection a worker: a transaction that has touched all nodes cannot open more of them.
  await sql`SET LOCAL citus.multi_shard_modify_mode TO 'sequential'`.execute(transaction);
  for (const table of tables) await place(transaction, table);
  return tables;
}

async function place<Tables>(transaction: Transaction<Tables>, table: string): Promise<void> {
  if (REFERENCE_TABLES.some((name) => name === table)) {
    await sql`SELECT create_reference_table(${table})`.execute(transaction);
  } else {
    const beside = table === ANCHOR ? 'none' : ANCHOR;
    await sql`SELECT create_distributed_table(${table}, 'account', colocate_with => ${beside})`.execute(
      transaction,
    );
  }
}
