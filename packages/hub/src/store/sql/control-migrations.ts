import type { Kysely, Migration } from 'kysely';
import { CONSOLE_MIGRATIONS } from './console-migrations.js';
import { DEFINITION_MIGRATIONS } from './definition-migrations.js';
import { EVENT_MIGRATIONS } from './event-migrations.js';
import { PRODUCT_HEALTH_MIGRATIONS } from './product-health-migrations.js';

/**
 * The first version of the control tables, in statements that SQLite and PostgreSQL both understand. No foreign keys,
 * sequences or triggers: a distributed PostgreSQL could not carry them.
 *
 * @param db any Kysely instance, usually a migration's transaction; a migration must not depend on today's table types
 */
async function createControlTables(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('accounts')
    .addColumn('account', 'text', (column) => column.notNull().primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute();
  await schema
    .createTable('principals')
    .addColumn('account', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('policies', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('principals_key', ['account', 'name'])
    .execute();
  // Looked up by its id alone, before the account is known.
  await schema
    .createTable('access_keys')
    .addColumn('access_key_id', 'text', (column) => column.notNull().primaryKey())
    .addColumn('account', 'text', (column) => column.notNull())
    .addColumn('principal', 'text', (column) => column.notNull())
    .addColumn('secret', 'text', (column) => column.notNull())
    .addColumn('session_token', 'text')
    .addColumn('active', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute();
  await schema.createIndex('access_keys_account').on('access_keys').column('account').execute();
  await schema
    .createTable('hubs')
    .addColumn('account', 'text', (column) => column.notNull())
    .addColumn('region', 'text', (column) => column.notNull())
    .addColumn('subscribed_at', 'text', (column) => column.notNull())
    .addColumn('auto_enable_controls', 'integer', (column) => column.notNull())
    .addColumn('control_finding_generator', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('hubs_key', ['account', 'region'])
    .execute();
  await schema
    .createTable('products')
    .addColumn('company', 'text', (column) => column.notNull())
    .addColumn('product', 'text', (column) => column.notNull())
    .addColumn('owner_account', 'text', (column) => column.notNull())
    .addColumn('company_name', 'text', (column) => column.notNull())
    .addColumn('product_name', 'text', (column) => column.notNull())
    .addColumn('description', 'text', (column) => column.notNull())
    .addColumn('categories', 'text', (column) => column.notNull())
    .addColumn('allowed_accounts', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('products_key', ['company', 'product'])
    .execute();
  await schema
    .createTable('subscriptions')
    .addColumn('account', 'text', (column) => column.notNull())
    .addColumn('region', 'text', (column) => column.notNull())
    .addColumn('company', 'text', (column) => column.notNull())
    .addColumn('product', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('subscriptions_key', ['account', 'region', 'company', 'product'])
    .execute();
  await schema
    .createTable('tags')
    .addColumn('account', 'text', (column) => column.notNull())
    .addColumn('arn', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('region', 'text', (column) => column.notNull())
    .addColumn('value', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('tags_key', ['account', 'arn', 'key'])
    .execute();
  await schema
    .createTable('settings')
    .addColumn('name', 'text', (column) => column.notNull().primaryKey())
    .addColumn('value', 'text', (column) => column.notNull())
    .execute();
}

/** By name, in the order in which they run. A released migration never changes. */
export const CONTROL_MIGRATIONS: Record<string, Migration> = {
  '0001_control': { up: createControlTables },
  ...DEFINITION_MIGRATIONS,
  ...PRODUCT_HEALTH_MIGRATIONS,
  ...CONSOLE_MIGRATIONS,
  ...EVENT_MIGRATIONS,
};
