import { type Kysely, type Migration, sql } from 'kysely';

/**
 * Adds an index of the entries that may have closed a finding, by time, with what they say, so that nothing else is read of
 * them. Few entries are in it: imports hardly notice.
 */
const historyClosed: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`CREATE INDEX history_closed ON history (time, updates)
      WHERE (instr(updates, '"RESOLVED"') > 0 OR instr(updates, '"ARCHIVED"') > 0)`.execute(db);
  },
};

/** By name, in the order in which they run. A released migration never changes. */
export const TREND_MIGRATIONS: Record<string, Migration> = { '0007_history_closed': historyClosed };
