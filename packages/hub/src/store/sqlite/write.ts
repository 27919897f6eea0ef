import type Database from 'better-sqlite3';
import type { PackedHistory, PackedWrite } from './messages.js';

/** Entries of one revision, which are more than one when a batch held the same Id several times, follow each other. */
const ENTRIES_PER_REVISION = 100;

/**
 * Prepares the statements of a commit.
 *
 * @returns writes one batch inside the caller's transaction; false, with nothing of the batch written, if any of
 *   its findings is not at the revision that was expected
 */
export function prepareWrites(db: Database.Database): (writes: readonly PackedWrite[]) => boolean {
  const savepoint = db.prepare('SAVEPOINT batch');
  const release = db.prepare('RELEASE batch');
  const rollback = db.prepare('ROLLBACK TO batch');
  const insert = db.prepare(`
    INSERT INTO findings (account, key, revision, customer_set, region, product_arn, id, product_name,
      severity_label, record_state, workflow_status, updated_at)
    VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (account, key) DO NOTHING`);
  const insertDocument = db.prepare('INSERT INTO documents (rid, body) VALUES (?, ?)');
  const update = db
    .prepare(`
    UPDATE findings SET revision = revision + 1, customer_set = ?, product_name = ?, severity_label = ?,
      record_state = ?, workflow_status = ?, updated_at = ?
    WHERE account = ? AND key = ? AND revision = ? RETURNING rid`)
    .pluck();
  const updateDocument = db.prepare('UPDATE documents SET body = ? WHERE rid = ?');
  const insertHistory = db.prepare(`
    INSERT INTO history (rid, seq, time, source, identity, created, updates) VALUES (?, ?, ?, ?, ?, ?, ?)`);
  const insertOutbox = db.prepare('INSERT INTO outbox (account, time, findings) VALUES (?, ?, ?)');

  /** The row's number, or undefined where the revision is another. */
  function writeFinding(write: PackedWrite): number | undefined {
    const [
      account,
      digest,
      expected,
      customerSet,
      region,
      productArn,
      id,
      product,
      severity,
      record,
      workflow,
    ] = write;
    const [, , , , , , , , , , , updatedAt, document] = write;
    if (expected === 0) {
      const { changes, lastInsertRowid } = insert.run(
        ...[account, digest, customerSet, region, productArn, id],
        ...[product, severity, record, workflow, updatedAt],
      );
      if (changes === 0) return undefined;
      insertDocument.run(lastInsertRowid, document);
      return Number(lastInsertRowid);
    }
    const rid = update.get(
      ...[customerSet, product, severity, record, workflow, updatedAt],
      ...[account, digest, expected],
    );
    if (typeof rid !== 'number') return undefined;
    updateDocument.run(document, rid);
    return rid;
  }

  function writeHistory(rid: number, expected: number, history: readonly PackedHistory[]): void {
    let seq = expected * ENTRIES_PER_REVISION;
    for (const entry of history) insertHistory.run(rid, seq++, ...entry);
  }

  return (writes) => {
    savepoint.run();
    const events = new Map<string, string[]>();
    for (const write of writes) {
      const [account, , expected] = write;
      const rid = writeFinding(write);
      if (rid === undefined) {
        rollback.run();
        release.run();
        return false;
      }
      const [, , , , , , , , , , , , , ...history] = write;
      writeHistory(rid, expected, history);
      const ofAccount = events.get(account);
      if (ofAccount) ofAccount.push(`[${rid},${expected + 1}]`);
      else events.set(account, [`[${rid},${expected + 1}]`]);
    }
    const now = new Date().toISOString();
    for (const [account, rows] of events) insertOutbox.run(account, now, `[${rows.join(',')}]`);
    release.run();
    return true;
  };
}
