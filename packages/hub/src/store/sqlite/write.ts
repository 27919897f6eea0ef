import type Database from 'better-sqlite3';
import { type PackedEvent, prepareDeliveries } from './deliveries.js';
import type { PackedHistory, PackedWrite } from './messages.js';
import { prepareFindingWriter } from './write-finding.js';

/**
 * Entries of one revision follow each other: they are more than one when a batch held the same Id several times, or
 * when automation rules changed it.
 */
const ENTRIES_PER_REVISION = 20_000;

export interface Writes {
  /**
   * Writes one batch inside the caller's transaction.
   *
   * @returns false, with nothing of the batch written, if any of its findings is not at the revision that was expected
   */
  commit(writes: readonly PackedWrite[], deliveries: readonly PackedEvent[]): boolean;
  /** Must be called when the transaction is rolled back. */
  forget(): void;
}

/** Prepares the statements of a commit. */
export function prepareWrites(db: Database.Database): Writes {
  const savepoint = db.prepare('SAVEPOINT batch');
  const release = db.prepare('RELEASE batch');
  const rollback = db.prepare('ROLLBACK TO batch');
  const findings = prepareFindingWriter(db);
  const insertHistory = db.prepare(`
    INSERT INTO history (rid, seq, time, source, identity, created, updates) VALUES (?, ?, ?, ?, ?, ?, ?)`);
  const writeDeliveries = prepareDeliveries(db);

  function writeHistory(rid: number, expected: number, history: readonly PackedHistory[]): void {
    let seq = expected * ENTRIES_PER_REVISION;
    for (const entry of history) insertHistory.run(rid, seq++, ...entry);
  }

  return {
    commit(writes, deliveries) {
      savepoint.run();
      const now = Date.now();
      for (const write of writes) {
        const [, expected, , , , , , history] = write;
        const rid = findings.write(write, now);
        if (rid === undefined) {
          rollback.run();
          release.run();
          findings.forget();
          return false;
        }
        writeHistory(rid, expected, history);
      }
      writeDeliveries(deliveries);
      release.run();
      return true;
    },
    forget: findings.forget,
  };
}
