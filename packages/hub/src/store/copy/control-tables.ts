import { type Expression, type SqlBool, sql } from 'kysely';
import type { PlainRow, StoreContents } from '../contents.js';
import type { ControlTables } from '../sql/schema.js';
import { MARKER } from './marker.js';

/** Every control table with the columns of its primary key. */
export const CONTROL_KEYS: { [Table in keyof ControlTables]: readonly (keyof ControlTables[Table])[] } = {
  settings: ['name'],
  accounts: ['account'],
  principals: ['account', 'name'],
  access_keys: ['access_key_id'],
  hubs: ['account', 'region'],
  products: ['company', 'product'],
  subscriptions: ['account', 'region', 'company', 'product'],
  tags: ['account', 'arn', 'key'],
  action_targets: ['account', 'region', 'id'],
  insights: ['account', 'region', 'id'],
  automation_rules: ['account', 'region', 'id'],
  product_health: ['account', 'region', 'company', 'product'],
  product_health_errors: ['account', 'region', 'company', 'product', 'kind'],
  ended_sessions: ['account', 'id'],
  views: ['account', 'id'],
  event_rules: ['account', 'region', 'id'],
  event_sinks: ['account', 'region', 'id'],
  deliveries: ['account', 'id'],
};

const ROWS_AT_ONCE = 200;

/** All rows of a control table, page by page in an order of the engine's own; the mark of a copy is none of them. */
export async function* controlRows(
  { control, attempt }: StoreContents,
  table: string,
  key: readonly string[],
): AsyncGenerator<PlainRow[]> {
  let last: PlainRow | undefined;
  for (;;) {
    const after = last;
    const rows = await attempt(() => {
      let query = control.selectFrom(table).selectAll().limit(ROWS_AT_ONCE);
      for (const column of key) query = query.orderBy(column);
      if (after !== undefined) query = query.where(isAfter(key, after));
      return query.execute();
    });
    last = rows.at(-1);
    if (last === undefined) return;
    yield table === 'settings' ? rows.filter(({ name }) => name !== MARKER) : rows;
  }
}

/** As tuples compare. */
function isAfter(key: readonly string[], last: PlainRow): Expression<SqlBool> {
  const columns = key.map((column) => sql.ref(column));
  const values = key.map((column) => sql.val(last[column]));
  return sql<SqlBool>`(${sql.join(columns)}) > (${sql.join(values)})`;
}

/** Adds what is not there yet. */
export async function copyControlTable(
  from: StoreContents,
  to: StoreContents,
  table: string,
  key: readonly string[],
): Promise<void> {
  for await (const rows of controlRows(from, table, key)) {
    if (rows.length === 0) continue;
    const insert = to.control.insertInto(table).values(rows);
    await to.attempt(() => insert.onConflict((conflict) => conflict.columns([...key]).doNothing()).execute());
  }
}
