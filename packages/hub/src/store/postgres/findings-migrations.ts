import { type Kysely, sql } from 'kysely';
import type { SchemaMigration } from './migrate.js';

/** What most filters ask, in the indexes of orders: who walks along one of those need not look at the findings themselves. */
const ASKED = sql`INCLUDE (severity_label, workflow_status, record_state, compliance_status, check_digest)`;

/**
 * An index answers for its table only where vacuum has been since the last write. By default that may be a fifth of all rows
 * away, which is longest where there are most.
 */
const SOON_VACUUMED = sql`autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02`;

/**
 * Creates the tables of findings, in the shape that the embedded store has: what filters and insights look at lies apart
 * from the documents, in rows that are as narrow as can be. Texts compare by their bytes, which is the order of code points,
 * whatever the database's locale; accounts compare as in the control tables, beside which Citus places these.
 */
const findings: SchemaMigration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of [
      // What many findings have in common: those of one check of one scanner.
      sql`CREATE TABLE checks (
        account text NOT NULL,
        region text COLLATE "C" NOT NULL,
        digest text COLLATE "C" NOT NULL,
        used_at bigint NOT NULL,
        product_arn text COLLATE "C" NOT NULL,
        product_name text COLLATE "C",
        company_name text COLLATE "C",
        generator_id text COLLATE "C",
        title text COLLATE "C",
        types text COLLATE "C" NOT NULL,
        resource_types text COLLATE "C" NOT NULL,
        PRIMARY KEY (account, region, digest)
      )`,
      // Columns of a fixed width first, so that no space is lost between them.
      sql`CREATE TABLE findings (
        account text NOT NULL,
        region text COLLATE "C" NOT NULL,
        key text COLLATE "C" NOT NULL,
        check_digest text COLLATE "C" NOT NULL,
        written_at bigint NOT NULL,
        severity_normalized double precision,
        confidence double precision,
        criticality double precision,
        revision integer NOT NULL,
        customer_set integer NOT NULL,
        severity_label text COLLATE "C",
        workflow_status text COLLATE "C",
        record_state text COLLATE "C",
        compliance_status text COLLATE "C",
        updated_at text COLLATE "C" NOT NULL,
        created_at text COLLATE "C",
        first_observed_at text COLLATE "C",
        last_observed_at text COLLATE "C",
        verification_state text COLLATE "C",
        PRIMARY KEY (account, region, key) ${ASKED}
      ) WITH (${SOON_VACUUMED})`,
      sql`CREATE INDEX findings_updated_at ON findings (account, region, updated_at, key) ${ASKED}`,
      // Findings without a value come before those with one, as in every order of ours.
      sql`CREATE INDEX findings_created_at ON findings (account, region, created_at NULLS FIRST, key) ${ASKED}`,
      sql`CREATE INDEX findings_severity
        ON findings (account, region, severity_normalized NULLS FIRST, updated_at, key) ${ASKED}`,
      // Equal entries of an index are kept once, with short pointers to their findings: these two are small. Of numbers with
      // fractions, the server keeps every one.
      sql`CREATE INDEX findings_check ON findings (account, region, check_digest)`,
      sql`CREATE INDEX findings_states ON findings (account, region, severity_label,
        (least(greatest(ceil(severity_normalized), -1000), 1000)::integer),
        workflow_status, record_state, compliance_status)`,
      // Attributes that are long, or that few ask for.
      sql`CREATE TABLE facets (
        account text NOT NULL,
        key text COLLATE "C" NOT NULL,
        id text COLLATE "C" NOT NULL,
        resource_ids text COLLATE "C" NOT NULL,
        facets text COLLATE "C" NOT NULL,
        PRIMARY KEY (account, key)
      )`,
      // Which findings may have a resource of an Id with this hash.
      sql`CREATE TABLE resources (
        account text NOT NULL,
        hash bigint NOT NULL,
        key text COLLATE "C" NOT NULL,
        PRIMARY KEY (account, hash, key)
      )`,
      sql`CREATE TABLE documents (
        account text NOT NULL,
        key text COLLATE "C" NOT NULL,
        body text COLLATE "C" NOT NULL,
        PRIMARY KEY (account, key)
      )`,
      sql`CREATE TABLE history (
        account text NOT NULL,
        key text COLLATE "C" NOT NULL,
        seq bigint NOT NULL,
        created integer NOT NULL,
        time text COLLATE "C" NOT NULL,
        source text COLLATE "C" NOT NULL,
        identity text COLLATE "C" NOT NULL,
        updates text COLLATE "C" NOT NULL,
        PRIMARY KEY (account, key, seq)
      )`,
    ]) {
      await statement.execute(db);
    }
    await storeTexts(db, 'documents', 'body');
    // What an update changed is often as large.
    await storeTexts(db, 'history', 'updates');
  },
};

/**
 * Texts of some 3 KB are compressed by lz4 where the server was built with it. The compression that every server has takes
 * longer than all the rest of writing them, so without lz4 they lie in their rows as they are.
 */
async function storeTexts(db: Kysely<unknown>, table: string, column: string): Promise<void> {
  const { rows } = await sql<{ able: boolean }>`
    SELECT 'lz4' = ANY (enumvals) AS able FROM pg_settings WHERE name = 'default_toast_compression'`.execute(
    db,
  );
  await (rows[0]?.able === true
    ? sql`ALTER TABLE ${sql.table(table)} ALTER COLUMN ${sql.ref(column)} SET COMPRESSION lz4`
    : sql`ALTER TABLE ${sql.table(table)} SET (toast_tuple_target = 8160)`
  ).execute(db);
}

/** Adds an index of the entries that may have closed a finding, by time. Few entries are in it, so imports hardly notice. */
const historyClosed: SchemaMigration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`CREATE INDEX history_closed ON history (account, time)
      WHERE strpos(updates, '"RESOLVED"') > 0 OR strpos(updates, '"ARCHIVED"') > 0`.execute(db);
  },
};

/** By name, in the order in which they run. A released migration never changes. */
export const FINDING_MIGRATIONS: Readonly<Record<string, SchemaMigration>> = {
  '0004_findings': findings,
  '0007_history_closed': historyClosed,
};
