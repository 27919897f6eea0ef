import type Database from 'better-sqlite3';
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
  commit(writes: readonly PackedWrite[]): boolean;
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
  const insertOutbox = db.prepare('INSERT INTO outbox (account, time, findings) VALUES (?, ?, ?)');

  function writeHistory(rid: number, expected: number, history: readonly PackedHistory[]): void {
    let seq = expected * ENTRIES_PER_REVISION;
    for (const entry of history) insertHistory.run(rid, seq++, ...entry);
  }

  return {
    commit(writes) {
      savepoint.run();
      const now = new Date();
      const events = new Map<string, string[]>();
      for (const write of writes) {
        const [[account], expected, , , , , , history] = write;
        const rid = findings.write(write, now.getTime());
        if (rid === undefined) {
          rollback.run();
          release.run();
          findings.forget();
          return false;
        }
        writeHistory(rid, expected, history);
        const ofAccount = events.get(account);
        if (ofAccount) ofAccount.push(`[${rid},${expected + 1}]`);
        else events.set(account, [`[${rid},${expected + 1}]`]);
      }
      for (const [account, rows] of events) {
        insertOutbox.run(account, now.toISOString(), `[${rows.join(',')}]`);
      }
      release.run();
      return true;
    },
    forget: findings.forget,
  };
}
