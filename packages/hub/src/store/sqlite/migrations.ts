import { type Kysely, type Migration, sql } from 'kysely';
import { TREND_MIGRATIONS } from './trend-migration.js';

/**
 * Creates the tables of findings. What filters and insights look at lies apart from the documents, in rows that are as
 * narrow as can be and follow each other by account and Region (a scope): reading through all of one takes milliseconds.
 */
const findings: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of [
      // An account in a Region, as a short number: it is the first column of nearly every index.
      sql`CREATE TABLE scopes (
        id INTEGER PRIMARY KEY,
        account TEXT NOT NULL,
        region TEXT NOT NULL,
        UNIQUE (account, region)
      ) STRICT`,
      // What many findings have in common: those of one check of one scanner.
      sql`CREATE TABLE checks (
        scope INTEGER NOT NULL,
        id INTEGER NOT NULL,
        digest TEXT NOT NULL,
        product_arn TEXT NOT NULL,
        product_name TEXT,
        company_name TEXT,
        generator_id TEXT,
        title TEXT,
        types TEXT NOT NULL,
        resource_types TEXT NOT NULL,
        PRIMARY KEY (scope, id)
      ) STRICT, WITHOUT ROWID`,
      sql`CREATE UNIQUE INDEX checks_digest ON checks (scope, digest)`,
      sql`CREATE INDEX checks_title ON checks (scope, title)`,
      // Everyday filters look at the first columns.
      sql`CREATE TABLE findings (
        scope INTEGER NOT NULL,
        rid INTEGER NOT NULL,
        check_id INTEGER NOT NULL,
        severity_label TEXT,
        workflow_status TEXT,
        record_state TEXT,
        compliance_status TEXT,
        severity_normalized REAL,
        updated_at TEXT NOT NULL,
        created_at TEXT,
        first_observed_at TEXT,
        last_observed_at TEXT,
        verification_state TEXT,
        confidence REAL,
        criticality REAL,
        key TEXT NOT NULL,
        revision INTEGER NOT NULL,
        customer_set INTEGER NOT NULL,
        written_at INTEGER NOT NULL,
        description_digest TEXT NOT NULL,
        PRIMARY KEY (scope, rid)
      ) STRICT, WITHOUT ROWID`,
      sql`CREATE UNIQUE INDEX findings_key ON findings (scope, key)`,
      sql`CREATE INDEX findings_check ON findings (scope, check_id)`,
      sql`CREATE INDEX findings_updated_at ON findings (scope, updated_at)`,
      sql`CREATE INDEX findings_created_at ON findings (scope, created_at)`,
      sql`CREATE INDEX findings_severity ON findings (scope, severity_normalized, updated_at)`,
      // What few findings are, so that nothing is written for the others.
      sql`CREATE INDEX findings_decided ON findings (scope, workflow_status) WHERE workflow_status <> 'NEW'`,
      sql`CREATE INDEX findings_undecided ON findings (scope, compliance_status)
        WHERE compliance_status <> 'PASSED' AND compliance_status <> 'FAILED'`,
      // Attributes that are long, or that few ask for.
      sql`CREATE TABLE facets (
        scope INTEGER NOT NULL,
        rid INTEGER NOT NULL,
        id TEXT NOT NULL,
        resource_ids TEXT NOT NULL,
        facets TEXT NOT NULL,
        PRIMARY KEY (scope, rid)
      ) STRICT, WITHOUT ROWID`,
      // Which findings may have a resource of an Id with this hash.
      sql`CREATE TABLE resources (
        scope INTEGER NOT NULL,
        hash INTEGER NOT NULL,
        rid INTEGER NOT NULL,
        PRIMARY KEY (scope, hash, rid)
      ) STRICT, WITHOUT ROWID`,
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
      // The words that keywords are looked for in, and the findings that are not in there yet (words.ts).
      sql`CREATE VIRTUAL TABLE words USING fts5 (
        text, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii'
      )`,
      sql`CREATE TABLE unindexed (rid INTEGER PRIMARY KEY, scope INTEGER NOT NULL) STRICT`,
    ]) {
      await statement.execute(db);
    }
  },
};

/** By name, in the order in which they run. A released migration never changes. */
export const FINDING_MIGRATIONS: Record<string, Migration> = {
  '0004_findings': findings,
  ...TREND_MIGRATIONS,
};
