import type { Kysely, Selectable } from 'kysely';
import type { ControlStore, HubRow } from '../control.js';
import { byText, toBoolean, toInteger } from './columns.js';
import { factStore } from './facts.js';
import type { ControlTables, HubsTable } from './schema.js';

type HubStore = Pick<
  ControlStore,
  | 'getHub'
  | 'listHubs'
  | 'createHub'
  | 'updateHub'
  | 'deleteHub'
  | 'listSubscriptions'
  | 'createSubscription'
  | 'deleteSubscription'
>;

/** Hubs and the products that they are subscribed to. */
export function hubStore(db: Kysely<ControlTables>): HubStore {
  const hubs = db.selectFrom('hubs').selectAll();
  return {
    getHub: async (account, region) => {
      const row = await hubs.where('account', '=', account).where('region', '=', region).executeTakeFirst();
      return row && toHub(row);
    },
    listHubs: async (account) =>
      (await hubs.where('account', '=', account).execute())
        .map(toHub)
        .sort((left, right) => byText(left.region, right.region)),
    createHub: (row, start) =>
      db.transaction().execute(async (transaction) => {
        const { account, region, subscribedAt } = row;
        const result = await transaction
          .insertInto('hubs')
          .values({
            account,
            region,
            subscribed_at: subscribedAt,
            auto_enable_controls: toInteger(row.autoEnableControls),
            control_finding_generator: row.controlFindingGenerator,
          })
          .onConflict((conflict) => conflict.columns(['account', 'region']).doNothing())
          .executeTakeFirst();
        if (Number(result.numInsertedOrUpdatedRows ?? 0) === 0) return false;
        await clear(transaction, account, region);
        if (start === undefined) return true;
        await factStore(transaction).setTags(account, start.arn, start.tags);
        const subscriptions = start.products.map(({ company, product }) => ({
          ...{ account, region, company, product },
          created_at: subscribedAt,
        }));
        if (subscriptions.length > 0) {
          await transaction.insertInto('subscriptions').values(subscriptions).execute();
        }
        return true;
      }),
    updateHub: async (row) => {
      const result = await db
        .updateTable('hubs')
        .set({
          subscribed_at: row.subscribedAt,
          auto_enable_controls: toInteger(row.autoEnableControls),
          control_finding_generator: row.controlFindingGenerator,
        })
        .where('account', '=', row.account)
        .where('region', '=', row.region)
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },
    deleteHub: (account, region) =>
      db.transaction().execute(async (transaction) => {
        await clear(transaction, account, region);
        const result = await transaction
          .deleteFrom('hubs')
          .where('account', '=', account)
          .where('region', '=', region)
          .executeTakeFirst();
        return result.numDeletedRows > 0n;
      }),

    listSubscriptions: async (account, region) =>
      (
        await db
          .selectFrom('subscriptions')
          .select(['account', 'region', 'company', 'product', 'created_at as createdAt'])
          .where('account', '=', account)
          .where('region', '=', region)
          .execute()
      ).sort((left, right) => byText(left.company, right.company) || byText(left.product, right.product)),
    createSubscription: async ({ account, region, company, product, createdAt }) => {
      const result = await db
        .insertInto('subscriptions')
        .values({ account, region, company, product, created_at: createdAt })
        .onConflict((conflict) => conflict.columns(['account', 'region', 'company', 'product']).doNothing())
        .executeTakeFirst();
      return Number(result.numInsertedOrUpdatedRows ?? 0) > 0;
    },
    deleteSubscription: async ({ account, region, company, product }) => {
      const result = await db
        .deleteFrom('subscriptions')
        .where('account', '=', account)
        .where('region', '=', region)
        .where('company', '=', company)
        .where('product', '=', product)
        .executeTakeFirst();
      return result.numDeletedRows > 0n;
    },
  };
}

const toHub = (row: Selectable<HubsTable>): HubRow => ({
  account: row.account,
  region: row.region,
  subscribedAt: row.subscribed_at,
  autoEnableControls: toBoolean(row.auto_enable_controls),
  controlFindingGenerator: row.control_finding_generator,
});

/** Removes everything that belongs to a hub but itself. Automation rules stay, and so do their tags. */
async function clear(db: Kysely<ControlTables>, account: string, region: string): Promise<void> {
  const subscriptions = db.deleteFrom('subscriptions');
  await subscriptions.where('account', '=', account).where('region', '=', region).execute();
  const tags = db.deleteFrom('tags').where('account', '=', account).where('region', '=', region);
  await tags.where('arn', 'not like', '%:automation-rule/%').execute();
}
