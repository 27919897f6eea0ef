import type { Kysely, Migration } from 'kysely';

/** Adds the tables of sessions that were ended and of saved views. See the first migration for what they may not use. */
const consoleTables: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('ended_sessions')
      .addColumn('account', 'text', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('until', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('ended_sessions_key', ['account', 'id'])
      .execute();
    await db.schema
      .createTable('views')
      .addColumn('account', 'text', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('owner', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('query', 'text', (column) => column.notNull())
      .addColumn('shared', 'integer', (column) => column.notNull())
      .addColumn('created_at', 'text', (column) => column.notNull())
      .addColumn('updated_at', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('views_key', ['account', 'id'])
      .execute();
  },
};

/** By name, in the order in which they run. A released migration never changes. */
export const CONSOLE_MIGRATIONS: Record<string, Migration> = { '0006_console': consoleTables };
