import type { Kysely } from 'kysely';
import type { EventDefinitionStore } from '../events.js';
import { byCreation, parseStringList, toBoolean, toInteger } from './columns.js';
import { createWithin, type Lock, noLock } from './quota.js';
import type { ControlTables } from './schema.js';

type EventRuleStore = Pick<
  EventDefinitionStore,
  | 'listEventRules'
  | 'createEventRule'
  | 'updateEventRule'
  | 'deleteEventRule'
  | 'extendEventTail'
  | 'removeEventTails'
>;

/** Rules of events, and live tails. */
export function eventRuleStore(db: Kysely<ControlTables>, lock: Lock = noLock): EventRuleStore {
  const listEventRules: EventRuleStore['listEventRules'] = async (account, region) => {
    const rows = await db
      .selectFrom('event_rules')
      .selectAll()
      .where('account', '=', account)
      .where('region', '=', region)
      .execute();
    return rows
      .map(({ enabled, sinks, created_at, updated_at, ...row }) => ({
        ...row,
        enabled: toBoolean(enabled),
        sinks: parseStringList(sinks),
        createdAt: created_at,
        updatedAt: updated_at,
      }))
      .sort(byCreation);
  };
  return {
    listEventRules,
    createEventRule: ({ enabled, sinks, createdAt, updatedAt, ...row }, quota) =>
      createWithin(
        db,
        quota,
        (transaction) => lock(transaction, `event rules of ${row.account} in ${row.region}`),
        async (transaction) => {
          const result = await transaction
            .insertInto('event_rules')
            .values({
              ...row,
              enabled: toInteger(enabled),
              sinks: JSON.stringify(sinks),
              created_at: createdAt,
              updated_at: updatedAt,
            })
            .onConflict((conflict) => conflict.columns(['account', 'region', 'id']).doNothing())
            .executeTakeFirst();
          return Number(result.numInsertedOrUpdatedRows ?? 0) > 0;
        },
        async (transaction) => {
          const all = await eventRuleStore(transaction).listEventRules(row.account, row.region);
          // Live tails that have ended may still be there for a while.
          const alike = all.filter(({ until }) =>
            row.until === null ? until === null : until !== null && until >= createdAt,
          );
          return alike.length;
        },
      ),
    updateEventRule: async ({ account, region, id }, { enabled, sinks, updatedAt, ...changes }) => {
      const result = await db
        .updateTable('event_rules')
        .set({
          ...changes,
          ...(enabled !== undefined && { enabled: toInteger(enabled) }),
          ...(sinks !== undefined && { sinks: JSON.stringify(sinks) }),
          updated_at: updatedAt,
        })
        .where('account', '=', account)
        .where('region', '=', region)
        .where('id', '=', id)
        .where('until', 'is', null)
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },
    deleteEventRule: async ({ account, region, id }) => {
      const result = await db
        .deleteFrom('event_rules')
        .where('account', '=', account)
        .where('region', '=', region)
        .where('id', '=', id)
        .executeTakeFirst();
      return result.numDeletedRows > 0n;
    },
    extendEventTail: async ({ account, region, id }, until, now) => {
      const result = await db
        .updateTable('event_rules')
        .set({ until })
        .where('account', '=', account)
        .where('region', '=', region)
        .where('id', '=', id)
        .where('until', '>=', now)
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },
    removeEventTails: async (before) => {
      await db.deleteFrom('event_rules').where('until', '<', before).execute();
    },
  };
}
