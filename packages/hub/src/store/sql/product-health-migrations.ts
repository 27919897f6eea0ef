import type { CreateTableBuilder, Kysely, Migration } from 'kysely';

/** Adds the tables of what imports from each product came to. See the first migration for what they may not use. */
const productHealth: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await table(db, 'product_health')
      .addColumn('created', 'bigint', (column) => column.notNull())
      .addColumn('updated', 'bigint', (column) => column.notNull())
      .addColumn('ignored', 'bigint', (column) => column.notNull())
      .addColumn('refused', 'bigint', (column) => column.notNull())
      .addColumn('first_attempt', 'text')
      .addColumn('last_attempt', 'text')
      .addColumn('first_import', 'text')
      .addColumn('last_import', 'text')
      .addPrimaryKeyConstraint('product_health_key', ['account', 'region', 'company', 'product'])
      .execute();
    await table(db, 'product_health_errors')
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('code', 'text', (column) => column.notNull())
      .addColumn('count', 'bigint', (column) => column.notNull())
      .addColumn('last_seen', 'text', (column) => column.notNull())
      .addColumn('finding_id', 'text', (column) => column.notNull())
      .addColumn('message', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('product_health_errors_key', [
        'account',
        'region',
        'company',
        'product',
        'kind',
      ])
      .execute();
  },
};

type Key = 'account' | 'region' | 'company' | 'product';

/** A table whose rows belong to a product of an account's hub in a Region. */
function table(db: Kysely<unknown>, name: string): CreateTableBuilder<string, Key> {
  return db.schema
    .createTable(name)
    .addColumn('account', 'text', (column) => column.notNull())
    .addColumn('region', 'text', (column) => column.notNull())
    .addColumn('company', 'text', (column) => column.notNull())
    .addColumn('product', 'text', (column) => column.notNull());
}

/** By name, in the order in which they run. A released migration never changes. */
export const PRODUCT_HEALTH_MIGRATIONS: Record<string, Migration> = { '0005_product_health': productHealth };
