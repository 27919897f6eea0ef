import type Database from 'better-sqlite3';
import type { FindingWrite } from '../findings.js';
import { findingDigest } from '../findings-key.js';

/**
 * Prepares the statements of a commit.
 *
 * @returns writes one batch inside the caller's transaction; false, with nothing of the batch written, if any of
 *   its findings is not at the revision that was expected
 */
export function prepareWrites(db: Database.Database): (writes: readonly FindingWrite[]) => boolean {
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
  function writeFinding(finding: FindingWrite): number | undefined {
    const { key, attributes: a } = finding;
    const digest = findingDigest(key);
    if (finding.expected === 0) {
      const { changes, lastInsertRowid } = insert.run(
        ...[key.account, digest, finding.customerSet, key.region, key.productArn, key.id],
        ...[a.productName, a.severityLabel, a.recordState, a.workflowStatus, a.updatedAt],
      );
      if (changes === 0) return undefined;
      const rid = Number(lastInsertRowid);
      insertDocument.run(rid, finding.document);
      return rid;
    }
    const rid = update.get(
      ...[finding.customerSet, a.productName, a.severityLabel, a.recordState, a.workflowStatus, a.updatedAt],
      ...[key.account, digest, finding.expected],
    );
    if (typeof rid !== 'number') return undefined;
    updateDocument.run(finding.document, rid);
    return rid;
  }

  function writeHistory(rid: number, { expected, history }: FindingWrite): void {
    history.forEach((entry, index) => {
      // Several entries of one revision happen when a batch holds the same Id twice.
      const seq = expected * 100 + index;
      const updates = entry.updates.length > 0 ? JSON.stringify(entry.updates) : '';
      insertHistory.run(rid, seq, entry.time, entry.source, entry.identity, entry.created ? 1 : 0, updates);
    });
  }

  return (writes) => {
    savepoint.run();
    const events = new Map<string, [rid: number, revision: number][]>();
    for (const finding of writes) {
      const rid = writeFinding(finding);
      if (rid === undefined) {
        rollback.run();
        release.run();
        return false;
      }
      writeHistory(rid, finding);
      const ofAccount = events.get(finding.key.account) ?? [];
      ofAccount.push([rid, finding.expected + 1]);
      events.set(finding.key.account, ofAccount);
    }
    const now = new Date().toISOString();
    for (const [account, rows] of events) insertOutbox.run(account, now, JSON.stringify(rows));
    release.run();
    return true;
  };
}
