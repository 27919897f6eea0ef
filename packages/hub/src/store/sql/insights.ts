import type { Kysely } from 'kysely';
import type { DefinitionStore } from '../definitions.js';
import { byCreation } from './columns.js';
import { createWithin, type Lock, noLock } from './quota.js';
import type { ControlTables } from './schema.js';

type InsightStore = Pick<
  DefinitionStore,
  'listInsights' | 'createInsight' | 'updateInsight' | 'deleteInsight'
>;

/** Custom insights: what they ask, not what they find. */
export function insightStore(db: Kysely<ControlTables>, lock: Lock = noLock): InsightStore {
  const listInsights: InsightStore['listInsights'] = async (account, region) =>
    (
      await db
        .selectFrom('insights')
        .select(['account', 'region', 'id', 'name', 'filters'])
        .select(['group_by_attribute as groupByAttribute', 'created_at as createdAt'])
        .where('account', '=', account)
        .where('region', '=', region)
        .execute()
    ).sort(byCreation);
  return {
    listInsights,
    createInsight: ({ groupByAttribute, createdAt, ...row }, quota) =>
      createWithin(
        db,
        quota,
        (transaction) => lock(transaction, `insights of ${row.account} in ${row.region}`),
        async (transaction) => {
          const result = await transaction
            .insertInto('insights')
            .values({ ...row, group_by_attribute: groupByAttribute, created_at: createdAt })
            .onConflict((conflict) => conflict.columns(['account', 'region', 'id']).doNothing())
            .executeTakeFirst();
          return Number(result.numInsertedOrUpdatedRows ?? 0) > 0;
        },
        async (transaction) => (await insightStore(transaction).listInsights(row.account, row.region)).length,
      ),
    updateInsight: async ({ account, region, id }, { groupByAttribute, ...changes }) => {
      const result = await db
        .updateTable('insights')
        // With the id, which stays what it is: there may be nothing else to set.
        .set({
          id,
          ...changes,
          ...(groupByAttribute !== undefined && { group_by_attribute: groupByAttribute }),
        })
        .where('account', '=', account)
        .where('region', '=', region)
        .where('id', '=', id)
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },
    deleteInsight: async ({ account, region, id }) => {
      const result = await db
        .deleteFrom('insights')
        .where('account', '=', account)
        .where('region', '=', region)
        .where('id', '=', id)
        .executeTakeFirst();
      return result.numDeletedRows > 0n;
    },
  };
}
