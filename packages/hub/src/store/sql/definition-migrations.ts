import type { CreateTableBuilder, Kysely, Migration } from 'kysely';

/** Adds the tables of what accounts define: custom actions, insights and automation rules. See the first migration for what they may not use. */
const definitions: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await definitionTable(db, 'action_targets')
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('description', 'text', (column) => column.notNull())
      .addColumn('created_at', 'text', (column) => column.notNull())
      .execute();
    await definitionTable(db, 'insights')
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('filters', 'text', (column) => column.notNull())
      .addColumn('group_by_attribute', 'text', (column) => column.notNull())
      .addColumn('created_at', 'text', (column) => column.notNull())
      .execute();
    await definitionTable(db, 'automation_rules')
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('description', 'text', (column) => column.notNull())
      .addColumn('rule_order', 'integer', (column) => column.notNull())
      .addColumn('enabled', 'integer', (column) => column.notNull())
      .addColumn('terminal', 'integer', (column) => column.notNull())
      .addColumn('criteria', 'text', (column) => column.notNull())
      .addColumn('actions', 'text', (column) => column.notNull())
      .addColumn('created_at', 'text', (column) => column.notNull())
      .addColumn('updated_at', 'text', (column) => column.notNull())
      .addColumn('created_by', 'text', (column) => column.notNull())
      .execute();
  },
};

/** A table whose rows belong to an account's hub in a Region. */
export function definitionTable(
  db: Kysely<unknown>,
  name: string,
): CreateTableBuilder<string, 'account' | 'region' | 'id'> {
  return db.schema
    .createTable(name)
    .addColumn('account', 'text', (column) => column.notNull())
    .addColumn('region', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint(`${name}_key`, ['account', 'region', 'id']);
}

/** By name, in the order in which they run. A released migration never changes. */
export const DEFINITION_MIGRATIONS: Record<string, Migration> = { '0003_definitions': definitions };
