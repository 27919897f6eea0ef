import type Database from 'better-sqlite3';
import type { FindingRecord, HistoryRecord, Records, Scope } from '../contents.js';
import { restoredWrite } from '../copy/restored.js';
import { packWrite } from './messages.js';
import { prepareScopes } from './scopes.js';
import { prepareFindingWriter } from './write-finding.js';

/** Prepares the writing of findings as they were in another store. */
export function restoreFindings(db: Database.Database): Records<FindingRecord>['restore'] {
  const findings = prepareFindingWriter(db);
  const setRevision = db.prepare(`
    UPDATE findings SET revision = ?
    WHERE rid = ? AND scope = (SELECT id FROM scopes WHERE account = ? AND region = ?)`);
  const restore = db.transaction((scope: Scope, items: readonly FindingRecord[]) => {
    for (const item of items) {
      const packed = packWrite({ ...restoredWrite(scope, item), expected: 0 });
      const rid = findings.write(packed, item.writtenAt);
      if (rid === undefined) continue;
      setRevision.run(item.revision, rid, scope.account, scope.region);
    }
  });
  return async (scope, items) => {
    try {
      restore(scope, items);
    } catch (error) {
      findings.forget();
      throw error;
    }
  };
}

export function restoreHistory(db: Database.Database): Records<HistoryRecord>['restore'] {
  const scopeOf = prepareScopes(db);
  const ridOf = prepareRid(db);
  const insert = db.prepare(`
    INSERT OR IGNORE INTO history (rid, seq, time, source, identity, created, updates) VALUES (?, ?, ?, ?, ?, ?, ?)`);
  const restore = db.transaction(({ account, region }: Scope, items: readonly HistoryRecord[]) => {
    const scope = scopeOf(account, region) ?? 0;
    for (const { digest, sequence, columns } of items) {
      insert.run(ridOf([scope], digest), sequence, ...columns);
    }
  });
  return async (scope, items) => restore(scope, items);
}

/** Finds the number of a finding that is in one of these scopes. */
function prepareRid(db: Database.Database): (scopes: readonly number[], digest: string) => number {
  const select = db
    .prepare<[number, string], number>('SELECT rid FROM findings WHERE scope = ? AND key = ?')
    .pluck();
  return (scopes, digest) => {
    for (const scope of scopes) {
      const rid = select.get(scope, digest);
      if (rid !== undefined) return rid;
    }
    throw new Error(`there is no finding ${digest}, but something that belongs to it`);
  };
}
