import type Database from 'better-sqlite3';
import type { PackedFinding, PackedKey } from './messages.js';
import { prepareScopes } from './scopes.js';

type Found = [rid: number, revision: number, customerSet: number, updatedAt: string];

/** Prepares the lookup of findings by their keys on a connection. */
export function prepareRead(db: Database.Database): (keys: readonly PackedKey[]) => PackedFinding[] {
  const scopeOf = prepareScopes(db);
  const byKey = db
    .prepare<[number, string], Found>(
      'SELECT rid, revision, customer_set, updated_at FROM findings WHERE scope = ? AND key = ?',
    )
    .raw();
  const documentOf = db.prepare<[number], string>('SELECT body FROM documents WHERE rid = ?').pluck();

  function read([account, region, digest]: PackedKey): PackedFinding {
    const scope = scopeOf(account, region);
    const found = scope === undefined ? undefined : byKey.get(scope, digest);
    if (found === undefined) return null;
    const [rid, ...facts] = found;
    return [...facts, documentOf.get(rid) ?? ''];
  }

  // One snapshot for all keys: a finding is never seen older than another of the same commit.
  return db.transaction((keys: readonly PackedKey[]) => keys.map(read));
}
