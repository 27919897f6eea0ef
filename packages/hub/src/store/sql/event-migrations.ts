import { type Kysely, type Migration, sql } from 'kysely';
import { definitionTable } from './definition-migrations.js';

/** Adds the tables of rules and sinks of events, and of deliveries. See the first migration for what they may not use. */
const events: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await definitionTable(db, 'event_rules')
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('description', 'text', (column) => column.notNull())
      .addColumn('enabled', 'integer', (column) => column.notNull())
      .addColumn('pattern', 'text', (column) => column.notNull())
      .addColumn('sinks', 'text', (column) => column.notNull())
      .addColumn('until', 'text')
      .addColumn('created_at', 'text', (column) => column.notNull())
      .addColumn('updated_at', 'text', (column) => column.notNull())
      .execute();
    await definitionTable(db, 'event_sinks')
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('enabled', 'integer', (column) => column.notNull())
      .addColumn('target', 'text', (column) => column.notNull())
      .addColumn('secret', 'text', (column) => column.notNull())
      .addColumn('created_at', 'text', (column) => column.notNull())
      .addColumn('updated_at', 'text', (column) => column.notNull())
      .addColumn('last_delivered_at', 'text')
      .addColumn('last_error_at', 'text')
      .addColumn('last_error', 'text')
      .execute();
    await db.schema
      .createTable('deliveries')
      .addColumn('account', 'text', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('region', 'text', (column) => column.notNull())
      .addColumn('sink', 'text', (column) => column.notNull())
      .addColumn('rule', 'text', (column) => column.notNull())
      .addColumn('event', 'text', (column) => column.notNull())
      .addColumn('detail_type', 'text', (column) => column.notNull())
      .addColumn('subject', 'text', (column) => column.notNull())
      .addColumn('time', 'text', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('attempts', 'integer', (column) => column.notNull())
      .addColumn('due', 'text', (column) => column.notNull())
      .addColumn('message', 'text')
      .addColumn('tried', 'text')
      .addPrimaryKeyConstraint('deliveries_key', ['account', 'id'])
      .execute();
    await sql`CREATE INDEX deliveries_due ON deliveries (account, sink, due) WHERE state = 'PENDING'`.execute(
      db,
    );
    await sql`CREATE INDEX deliveries_state ON deliveries (account, state, sink)`.execute(db);
  },
};

/** By name, in the order in which they run. A released migration never changes. */
export const EVENT_MIGRATIONS: Record<string, Migration> = { '0008_events': events };
