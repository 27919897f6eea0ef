import { type Kysely, type Migration, sql } from 'kysely';

/** Creates the tables of findings. Documents live apart from attributes, so that a scan of attributes stays short. */
const findings: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of [
      sql`CREATE TABLE findings (
        rid INTEGER PRIMARY KEY,
        account TEXT NOT NULL,
        key TEXT NOT NULL,
        revision INTEGER NOT NULL,
        customer_set INTEGER NOT NULL,
        region TEXT NOT NULL,
        product_arn TEXT NOT NULL,
        id TEXT NOT NULL,
        product_name TEXT,
        severity_label TEXT,
        record_state TEXT,
        workflow_status TEXT,
        updated_at TEXT NOT NULL
      ) STRICT`,
      sql`CREATE UNIQUE INDEX findings_key ON findings (account, key)`,
      sql`CREATE INDEX findings_updated_at ON findings (account, region, updated_at, key)`,
      sql`CREATE TABLE documents (rid INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT`,
      // Rows of one finding lie together, and those of new findings at the end of the tree.
      sql`CREATE TABLE history (
        rid INTEGER NOT NULL,
        seq INTEGER NOT NULL,
        time TEXT NOT NULL,
        source TEXT NOT NULL,
        identity TEXT NOT NULL,
        created INTEGER NOT NULL,
        updates TEXT NOT NULL,
        PRIMARY KEY (rid, seq)
      ) STRICT, WITHOUT ROWID`,
      // One row for the findings of one account in one commit: [[rid, revision], …].
      sql`CREATE TABLE outbox (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        account TEXT NOT NULL,
        time TEXT NOT NULL,
        findings TEXT NOT NULL
      ) STRICT`,
    ]) {
      await statement.execute(db);
    }
  },
};

/** By name, in the order in which they run. A released migration never changes. */
export const FINDING_MIGRATIONS: Record<string, Migration> = { '0002_findings': findings };
