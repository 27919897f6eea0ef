import type { Kysely } from 'kysely';
import type { DefinitionStore } from '../definitions.js';
import { byCreation } from './columns.js';
import { createWithin, type Lock, noLock } from './quota.js';
import type { ControlTables } from './schema.js';

type ActionTargetStore = Pick<
  DefinitionStore,
  'listActionTargets' | 'createActionTarget' | 'updateActionTarget' | 'deleteActionTarget'
>;

/** Custom actions. */
export function actionTargetStore(db: Kysely<ControlTables>, lock: Lock = noLock): ActionTargetStore {
  const listActionTargets: ActionTargetStore['listActionTargets'] = async (account, region) =>
    (
      await db
        .selectFrom('action_targets')
        .select(['account', 'region', 'id', 'name', 'description', 'created_at as createdAt'])
        .where('account', '=', account)
        .where('region', '=', region)
        .execute()
    ).sort(byCreation);
  return {
    listActionTargets,
    createActionTarget: ({ createdAt, ...row }, quota) =>
      createWithin(
        db,
        quota,
        (transaction) => lock(transaction, `action targets of ${row.account} in ${row.region}`),
        async (transaction) => {
          const result = await transaction
            .insertInto('action_targets')
            .values({ ...row, created_at: createdAt })
            .onConflict((conflict) => conflict.columns(['account', 'region', 'id']).doNothing())
            .executeTakeFirst();
          return Number(result.numInsertedOrUpdatedRows ?? 0) > 0;
        },
        async (transaction) =>
          (await actionTargetStore(transaction).listActionTargets(row.account, row.region)).length,
      ),
    updateActionTarget: async ({ account, region, id }, changes) => {
      const result = await db
        .updateTable('action_targets')
        // With the id, which stays what it is: there may be nothing else to set.
        .set({ id, ...changes })
        .where('account', '=', account)
        .where('region', '=', region)
        .where('id', '=', id)
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },
    deleteActionTarget: async ({ account, region, id }) => {
      const result = await db
        .deleteFrom('action_targets')
        .where('account', '=', account)
        .where('region', '=', region)
        .where('id', '=', id)
        .executeTakeFirst();
      return result.numDeletedRows > 0n;
    },
  };
}
