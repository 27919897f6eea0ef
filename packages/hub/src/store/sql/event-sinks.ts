import type { Kysely } from 'kysely';
import type { EventDefinitionStore, EventSinkRow, SinkKind } from '../events.js';
import { byCreation, toBoolean, toInteger } from './columns.js';
import { createWithin, type Lock, noLock } from './quota.js';
import type { ControlTables } from './schema.js';

type EventSinkStore = Pick<
  EventDefinitionStore,
  'listEventSinks' | 'createEventSink' | 'updateEventSink' | 'deleteEventSink'
>;

/** Sinks of events: where they are, not how they are reached. */
export function eventSinkStore(db: Kysely<ControlTables>, lock: Lock = noLock): EventSinkStore {
  const listEventSinks: EventSinkStore['listEventSinks'] = async (account, region) => {
    const rows = await db
      .selectFrom('event_sinks')
      .select(['account', 'region', 'id', 'name', 'kind', 'enabled', 'target', 'secret'])
      .select(['created_at as createdAt', 'updated_at as updatedAt', 'last_delivered_at as lastDeliveredAt'])
      .select(['last_error_at as lastErrorAt', 'last_error as lastError'])
      .where('account', '=', account)
      .where('region', '=', region)
      .execute();
    return rows
      .map((row): EventSinkRow => ({ ...row, kind: kindOf(row.kind), enabled: toBoolean(row.enabled) }))
      .sort(byCreation);
  };
  return {
    listEventSinks,
    createEventSink: (row, quota) =>
      createWithin(
        db,
        quota,
        (transaction) => lock(transaction, `event sinks of ${row.account} in ${row.region}`),
        async (transaction) => {
          const { account, region, id, name, kind, target, secret } = row;
          const result = await transaction
            .insertInto('event_sinks')
            .values({
              ...{ account, region, id, name, kind, target, secret },
              enabled: toInteger(row.enabled),
              created_at: row.createdAt,
              updated_at: row.updatedAt,
              last_delivered_at: row.lastDeliveredAt,
              last_error_at: row.lastErrorAt,
              last_error: row.lastError,
            })
            .onConflict((conflict) => conflict.columns(['account', 'region', 'id']).doNothing())
            .executeTakeFirst();
          return Number(result.numInsertedOrUpdatedRows ?? 0) > 0;
        },
        async (transaction) =>
          (await eventSinkStore(transaction).listEventSinks(row.account, row.region)).length,
      ),
    updateEventSink: async ({ account, region, id }, { enabled, updatedAt, ...changes }) => {
      const result = await db
        .updateTable('event_sinks')
        .set({
          ...changes,
          ...(enabled !== undefined && { enabled: toInteger(enabled) }),
          updated_at: updatedAt,
        })
        .where('account', '=', account)
        .where('region', '=', region)
        .where('id', '=', id)
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },
    deleteEventSink: async ({ account, region, id }) => {
      const result = await db
        .deleteFrom('event_sinks')
        .where('account', '=', account)
        .where('region', '=', region)
        .where('id', '=', id)
        .executeTakeFirst();
      return result.numDeletedRows > 0n;
    },
  };
}

const KINDS: readonly SinkKind[] = ['webhook', 'file'];

/** Throws for what only a newer Docket or a damaged database can hold. */
function kindOf(text: string): SinkKind {
  const kind = KINDS.find((one) => one === text);
  if (kind === undefined) throw new Error(`Unknown kind of sink in a control table: ${text}`);
  return kind;
}
