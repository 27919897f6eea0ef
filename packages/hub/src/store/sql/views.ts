import type { Kysely } from 'kysely';
import type { ViewStore } from '../views.js';
import { byCreation, toBoolean, toInteger } from './columns.js';
import { createWithin, type Lock, noLock } from './quota.js';
import type { ControlTables } from './schema.js';

/** Saved views. */
export function viewStore(db: Kysely<ControlTables>, lock: Lock = noLock): ViewStore {
  const listViews: ViewStore['listViews'] = async (account) =>
    (
      await db
        .selectFrom('views')
        .select(['account', 'id', 'owner', 'name', 'query', 'shared'])
        .select(['created_at as createdAt', 'updated_at as updatedAt'])
        .where('account', '=', account)
        .execute()
    )
      .map((row) => ({ ...row, shared: toBoolean(row.shared) }))
      .sort(byCreation);
  return {
    listViews,
    createView: ({ shared, createdAt, updatedAt, ...row }, quota) =>
      createWithin(
        db,
        quota,
        (transaction) => lock(transaction, `views of ${row.account}`),
        async (transaction) => {
          const result = await transaction
            .insertInto('views')
            .values({ ...row, shared: toInteger(shared), created_at: createdAt, updated_at: updatedAt })
            .onConflict((conflict) => conflict.columns(['account', 'id']).doNothing())
            .executeTakeFirst();
          return Number(result.numInsertedOrUpdatedRows ?? 0) > 0;
        },
        async (transaction) =>
          (await viewStore(transaction).listViews(row.account)).filter(({ owner }) => owner === row.owner)
            .length,
      ),
    updateView: async ({ account, id }, { shared, updatedAt, ...changes }) => {
      const result = await db
        .updateTable('views')
        .set({
          ...changes,
          ...(shared !== undefined && { shared: toInteger(shared) }),
          updated_at: updatedAt,
        })
        .where('account', '=', account)
        .where('id', '=', id)
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },
    deleteView: async ({ account, id }) => {
      const result = await db
        .deleteFrom('views')
        .where('account', '=', account)
        .where('id', '=', id)
        .executeTakeFirst();
      return result.numDeletedRows > 0n;
    },
    deletePrivateViews: async (account, owner) => {
      await db
        .deleteFrom('views')
        .where('account', '=', account)
        .where('owner', '=', owner)
        .where('shared', '=', 0)
        .execute();
    },
  };
}
