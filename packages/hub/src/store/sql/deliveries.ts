import { type Expression, type ExpressionBuilder, type Kysely, type SqlBool, sql } from 'kysely';
import {
  type Delivery,
  type DeliverySelection,
  type DeliveryStore,
  type DueSink,
  MAX_TAKEN_BYTES,
  type NewDelivery,
} from '../events.js';
import { toState } from './delivery-states.js';
import type { ControlTables, DeliveriesTable } from './schema.js';

type Deliveries = ExpressionBuilder<ControlTables, 'deliveries'>;

/** Rows of one statement, as the values of a statement are bounded. */
const ADDED_AT_ONCE = 50;

export interface DeliveryOptions {
  /** Whether several may take rows at once: then each passes over what another is about to take. */
  concurrent: boolean;
}

/**
 * Deliveries in SQL that SQLite and PostgreSQL share. Each method but `add` and `settle` is one statement, and every statement but
 * `due` says which account it is about, so that a distributed database sends it to one place.
 */
export function deliveryStore(db: Kysely<ControlTables>, { concurrent }: DeliveryOptions): DeliveryStore {
  const ofSink =
    ({ account, id }: DueSink) =>
    (row: Deliveries) =>
      row.and([row('account', '=', account), row('sink', '=', id)]);

  return {
    async add(deliveries) {
      for (let at = 0; at < deliveries.length; at += ADDED_AT_ONCE) {
        const rows = deliveries.slice(at, at + ADDED_AT_ONCE).map(deliveryRow);
        await db.insertInto('deliveries').values(rows).execute();
      }
    },
    due: (now) =>
      db
        .selectFrom('event_sinks as s')
        .select(['s.account', 's.region', 's.id'])
        .where('s.enabled', '=', 1)
        .where(({ exists, selectFrom }) =>
          exists(
            selectFrom('deliveries as d')
              .select('d.id')
              .whereRef('d.account', '=', 's.account')
              .whereRef('d.sink', '=', 's.id')
              .where(sql<SqlBool>`d.state = 'PENDING'`)
              .where('d.due', '<=', now),
          ),
        )
        .execute(),
    async claim(sink, now, until, limit) {
      const taken = await db
        .updateTable('deliveries')
        .set((row) => ({ due: until, attempts: row('attempts', '+', 1) }))
        .where('account', '=', sink.account)
        .where((row) => {
          const due = row
            .selectFrom('deliveries')
            .select(['id', 'due', BYTES])
            .where(ofSink(sink))
            // As the index has it: a parameter would hide from the planner that this index will do.
            .where(sql<SqlBool>`state = 'PENDING'`)
            .where('due', '<=', now)
            .orderBy('due')
            .limit(limit);
          // An array is made once; what stands after IN may be asked again for each row, and lock others then.
          return concurrent
            ? sql<SqlBool>`id = ANY (ARRAY(${beginning(due.forUpdate().skipLocked(), 'due')}))`
            : sql<SqlBool>`id IN (${beginning(due, 'due')})`;
        })
        .returningAll()
        .execute();
      return taken.map(toDelivery).sort(byId);
    },
    async settle({ account }, settlements) {
      for (const { ids, state, due, message, tried } of settlements) {
        await db
          .updateTable('deliveries')
          .set({ state, due, message, tried, ...(state === 'DELIVERED' && { body: '' }) })
          .where('account', '=', account)
          .where('id', 'in', [...ids])
          // Whoever comes late, after its claim, changes nothing of what another has brought to its end.
          .where('state', '=', 'PENDING')
          .execute();
      }
    },
    async note({ account, region, id }, { deliveredAt, error }) {
      await db
        .updateTable('event_sinks')
        .set({
          ...(deliveredAt !== undefined && { last_delivered_at: deliveredAt }),
          ...(error !== undefined && { last_error_at: error.at, last_error: error.message }),
        })
        .where('account', '=', account)
        .where('region', '=', region)
        .where('id', '=', id)
        .execute();
    },
    async take(tail, limit) {
      const taken = await db
        .deleteFrom('deliveries')
        .where('account', '=', tail.account)
        .where((row) => {
          const oldest = row
            .selectFrom('deliveries')
            .select(['id', BYTES])
            .where(ofSink(tail))
            .orderBy('id')
            .limit(limit);
          return sql<SqlBool>`id IN (${beginning(oldest, 'id')})`;
        })
        .returning(['id', 'body'])
        .execute();
      return taken.sort(byId).map(({ body }) => body);
    },
    async list({ account, region, sink, state, after, limit }) {
      let query = db
        .selectFrom('deliveries')
        .select(['account', 'region', 'id', 'sink', 'rule', 'event', 'subject', 'time', 'state'])
        .select(['detail_type', 'attempts', 'due', 'message', 'tried', sql<string>`''`.as('body')])
        .where('account', '=', account)
        .where('region', '=', region)
        // Of live tails, which are their own rules, nobody but their readers hears.
        .whereRef('sink', '!=', 'rule')
        .orderBy('id', 'desc')
        .limit(limit);
      if (sink !== undefined) query = query.where('sink', '=', sink);
      if (state !== undefined) query = query.where('state', '=', state);
      if (after !== undefined) query = query.where('id', '<', after);
      return (await query.execute()).map(toDelivery);
    },
    async get({ account, region, id }) {
      const row = await db
        .selectFrom('deliveries')
        .selectAll()
        .where('account', '=', account)
        .where('region', '=', region)
        .where('id', '=', id)
        .executeTakeFirst();
      return row && toDelivery(row);
    },
    async count(account, region) {
      const rows = await db
        .selectFrom('deliveries')
        .select(['sink', 'state', ({ fn }) => fn.countAll<number | string>().as('count')])
        .where('account', '=', account)
        .where('region', '=', region)
        .groupBy(['sink', 'state'])
        .execute();
      return rows.map(({ sink, state, count }) => ({ sink, state: toState(state), count: Number(count) }));
    },
    async retry(selection, now) {
      const result = await db
        .updateTable('deliveries')
        .set({ state: 'PENDING', due: now, attempts: 0 })
        .where(selected(selection))
        .where('state', 'in', ['PENDING', 'DEAD'])
        .executeTakeFirst();
      return Number(result.numUpdatedRows);
    },
    async remove(selection) {
      const result = await db.deleteFrom('deliveries').where(selected(selection)).executeTakeFirst();
      return Number(result.numDeletedRows);
    },
    async removeAll(sink) {
      await db.deleteFrom('deliveries').where(ofSink(sink)).execute();
    },
    async prune({ account, delivered, dead, lost, limit }) {
      const result = await db
        .deleteFrom('deliveries')
        .where('account', '=', account)
        .where('id', 'in', (row) =>
          row
            .selectFrom('deliveries as d')
            .select('d.id')
            .where('d.account', '=', account)
            .where(({ or, and, not, exists, eb, selectFrom }) =>
              or([
                and([eb('d.state', '=', 'DELIVERED'), eb('d.id', '<', delivered)]),
                and([eb('d.state', '=', 'DEAD'), eb('d.id', '<', dead)]),
                and([
                  eb('d.id', '<', lost),
                  not(
                    exists(
                      selectFrom('event_sinks as s')
                        .select('s.id')
                        .where('s.account', '=', account)
                        .whereRef('s.id', '=', 'd.sink'),
                    ),
                  ),
                  not(
                    exists(
                      selectFrom('event_rules as r')
                        .select('r.id')
                        .where('r.account', '=', account)
                        .whereRef('r.id', '=', 'd.sink'),
                    ),
                  ),
                ]),
              ]),
            )
            .limit(limit),
        )
        .executeTakeFirst();
      return Number(result.numDeletedRows);
    },
  };
}

/** Known without reading the text itself. */
const BYTES = sql<number>`octet_length(body)`.as('bytes');

/** Ids of rows with `id` and `bytes`, in an order, as far as they may be taken at once; the first in any case. */
const beginning = (rows: Expression<unknown>, order: 'due' | 'id') => sql`
  SELECT id FROM (
    SELECT id, bytes, sum(bytes) OVER (ORDER BY ${sql.ref(order)}, id) AS total FROM ${rows} AS due
  ) AS summed
  WHERE total - bytes < ${sql.lit(MAX_TAKEN_BYTES)}`;

const selected =
  ({ account, region, which }: DeliverySelection) =>
  (row: Deliveries) =>
    row.and([
      row('account', '=', account),
      row('region', '=', region),
      ...('ids' in which
        ? [row('id', 'in', which.ids.length > 0 ? [...which.ids] : [''])]
        : [row('sink', '=', which.deadOf), row('state', '=', 'DEAD')]),
    ]);

/** A delivery that nobody has tried, as a row. */
export function deliveryRow({ detailType, ...delivery }: NewDelivery): DeliveriesTable {
  return {
    ...delivery,
    detail_type: detailType,
    ...{ state: 'PENDING', attempts: 0, due: delivery.time, message: null, tried: null },
  };
}

const toDelivery = ({ detail_type, state, ...row }: DeliveriesTable): Delivery => ({
  ...row,
  detailType: detail_type,
  state: toState(state),
});

const byId = (one: { id: string }, other: { id: string }): number => (one.id < other.id ? -1 : 1);
