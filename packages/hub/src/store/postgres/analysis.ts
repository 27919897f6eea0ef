import type { Database } from './database.js';

/** Once a hub has created so many findings, and no more than that: from then on the server does it by itself. */
const AFTER = [1_000, 4_000, 16_000, 64_000];

/**
 * Tells the planner what the table of findings is like while it fills for the first time. The server looks a minute later at
 * the earliest; until then one index of an account looks as good to it as another, and it looks findings up by keys in one
 * that does not have them.
 */
export class Analysis {
  #created = 0;
  #done = 0;

  /**
   * @param created findings, by one commit
   * @param report told of a failure, which harms nobody
   */
  note(database: Database, created: number, report: (error: unknown) => void = () => undefined): void {
    this.#created += created;
    const next = AFTER[this.#done];
    if (next === undefined || this.#created < next) return;
    this.#done += 1;
    // These columns alone, as the others take longer. If somebody else is at it, that will do.
    const text = 'ANALYZE (SKIP_LOCKED) findings (account, region, key)';
    database.use((session) => session.query({ text })).catch(report);
  }
}
