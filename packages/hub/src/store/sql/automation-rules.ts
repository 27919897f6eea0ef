import type { Kysely } from 'kysely';
import type { AutomationRuleChanges, DefinitionStore } from '../definitions.js';
import { byCreation, toBoolean, toInteger } from './columns.js';
import { factStore } from './facts.js';
import { createWithin, type Lock, noLock } from './quota.js';
import type { ControlTables } from './schema.js';

type AutomationRuleStore = Pick<
  DefinitionStore,
  'listAutomationRules' | 'createAutomationRule' | 'updateAutomationRule' | 'deleteAutomationRule'
>;

/** Automation rules: what they say, not what they do. */
export function automationRuleStore(db: Kysely<ControlTables>, lock: Lock = noLock): AutomationRuleStore {
  const listAutomationRules: AutomationRuleStore['listAutomationRules'] = async (account, region) => {
    const rows = await db
      .selectFrom('automation_rules')
      .selectAll()
      .where('account', '=', account)
      .where('region', '=', region)
      .execute();
    return rows
      .map(({ rule_order, enabled, terminal, created_at, updated_at, created_by, ...row }) => ({
        ...row,
        order: rule_order,
        enabled: toBoolean(enabled),
        terminal: toBoolean(terminal),
        createdAt: created_at,
        updatedAt: updated_at,
        createdBy: created_by,
      }))
      .sort(byCreation);
  };
  return {
    listAutomationRules,
    createAutomationRule: (row, quota, start) =>
      createWithin(
        db,
        quota,
        (transaction) => lock(transaction, `automation rules of ${row.account} in ${row.region}`),
        async (transaction) => {
          const { account, region, id, name, description, criteria, actions } = row;
          const result = await transaction
            .insertInto('automation_rules')
            .values({
              ...{ account, region, id, name, description, criteria, actions },
              rule_order: row.order,
              enabled: toInteger(row.enabled),
              terminal: toInteger(row.terminal),
              created_at: row.createdAt,
              updated_at: row.updatedAt,
              created_by: row.createdBy,
            })
            .onConflict((conflict) => conflict.columns(['account', 'region', 'id']).doNothing())
            .executeTakeFirst();
          if (Number(result.numInsertedOrUpdatedRows ?? 0) === 0) return false;
          if (start !== undefined) await factStore(transaction).setTags(account, start.arn, start.tags);
          return true;
        },
        async (transaction) =>
          (await automationRuleStore(transaction).listAutomationRules(row.account, row.region)).length,
      ),
    updateAutomationRule: async ({ account, region, id }, changes) => {
      const result = await db
        .updateTable('automation_rules')
        .set(changedColumns(changes))
        .where('account', '=', account)
        .where('region', '=', region)
        .where('id', '=', id)
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },
    deleteAutomationRule: ({ account, region, id }, arn) =>
      db.transaction().execute(async (transaction) => {
        const result = await transaction
          .deleteFrom('automation_rules')
          .where('account', '=', account)
          .where('region', '=', region)
          .where('id', '=', id)
          .executeTakeFirst();
        await transaction.deleteFrom('tags').where('account', '=', account).where('arn', '=', arn).execute();
        return result.numDeletedRows > 0n;
      }),
  };
}

function changedColumns({ order, enabled, terminal, updatedAt, ...same }: AutomationRuleChanges) {
  return {
    ...same,
    updated_at: updatedAt,
    ...(order !== undefined && { rule_order: order }),
    ...(enabled !== undefined && { enabled: toInteger(enabled) }),
    ...(terminal !== undefined && { terminal: toInteger(terminal) }),
  };
}
