import type Database from 'better-sqlite3';
import type { Parameter } from './filter/statement.js';
import { hashText } from './hash.js';
import { ATTRIBUTE_COLUMNS, type PackedKey, type PackedWrite } from './messages.js';
import { prepareChecks } from './write-checks.js';

type Stored = [rid: number, revision: number, check: number, ...columns: Parameter[]];

export interface FindingWriter {
  /** The row's number, or undefined where the revision is another. */
  write(write: PackedWrite, writtenAt: number): number | undefined;
  /** Must be called when a transaction is rolled back. */
  forget(): void;
}

/** The column whose words keywords are looked for in; with the check and the resources' Ids, these are all. */
const TEXT_COLUMN = 'description_digest';

/** Prepares the writing of findings with their documents and all that they are found by. */
export function prepareFindingWriter(db: Database.Database): FindingWriter {
  const checks = prepareChecks(db);
  const scopes = new Map<string, number>();
  const selectScope = db
    .prepare<[string, string], number>('SELECT id FROM scopes WHERE account = ? AND region = ?')
    .pluck();
  const insertScope = db.prepare('INSERT INTO scopes (account, region) VALUES (?, ?)');
  const names = ATTRIBUTE_COLUMNS.join(', ');
  const select = db
    .prepare<[number, string], Stored>(
      `SELECT rid, revision, check_id, ${names} FROM findings WHERE scope = ? AND key = ?`,
    )
    .raw();
  const insert = db.prepare(`
    INSERT INTO findings (scope, rid, key, revision, written_at, check_id, ${names})
    VALUES (?, ?, ?, 1, ?, ?, ${ATTRIBUTE_COLUMNS.map(() => '?').join(', ')})`);
  const insertDocument = db.prepare('INSERT INTO documents (body) VALUES (?)');
  const updateDocument = db.prepare('UPDATE documents SET body = ? WHERE rid = ?');
  const insertFacets = db.prepare(
    'INSERT INTO facets (scope, rid, id, resource_ids, facets) VALUES (?, ?, ?, ?, ?)',
  );
  const selectFacets = db
    .prepare<[number, number], [resourceIds: string, facets: string]>(
      'SELECT resource_ids, facets FROM facets WHERE scope = ? AND rid = ?',
    )
    .raw();
  const updateFacets = db.prepare(
    'UPDATE facets SET resource_ids = ?, facets = ? WHERE scope = ? AND rid = ?',
  );
  const insertResource = db.prepare('INSERT OR IGNORE INTO resources (scope, hash, rid) VALUES (?, ?, ?)');
  const deleteResource = db.prepare('DELETE FROM resources WHERE scope = ? AND hash = ? AND rid = ?');
  const unindexed = db.prepare('INSERT OR IGNORE INTO unindexed (rid, scope) VALUES (?, ?)');
  const updates = new Map<string, Database.Statement>();

  function scopeOf([account, region]: PackedKey): number {
    const name = `${account} ${region}`;
    let scope = scopes.get(name) ?? selectScope.get(account, region);
    scope ??= Number(insertScope.run(account, region).lastInsertRowid);
    scopes.set(name, scope);
    return scope;
  }

  /** An update names the columns that change and no others, so that only their indexes are touched. */
  function updateOf(changed: readonly string[]): Database.Statement {
    const text = `UPDATE findings SET ${['revision', 'written_at', ...changed].map((name) => `${name} = ?`).join(', ')}
      WHERE scope = ? AND rid = ?`;
    const known = updates.get(text) ?? db.prepare(text);
    updates.set(text, known);
    return known;
  }

  function create(scope: number, write: PackedWrite, writtenAt: number): number {
    const [[, , digest], , check, columns, facets, resourceIds, document] = write;
    const rid = Number(insertDocument.run(document).lastInsertRowid);
    insert.run(scope, rid, digest, writtenAt, checks.numberOf(scope, check), ...columns);
    insertFacets.run(scope, rid, ...facets);
    for (const id of resourceIds) insertResource.run(scope, hashText(id), rid);
    unindexed.run(rid, scope);
    return rid;
  }

  function update(scope: number, stored: Stored, write: PackedWrite, writtenAt: number): number {
    const [, expected, check, columns, , , document] = write;
    const [rid, , oldCheck, ...old] = stored;
    const newCheck = checks.numberOf(scope, check);
    const changed: string[] = newCheck === oldCheck ? [] : ['check_id'];
    const values: Parameter[] = newCheck === oldCheck ? [] : [newCheck];
    ATTRIBUTE_COLUMNS.forEach((name, index) => {
      const value = columns[index] ?? null;
      if (value === old[index]) return;
      changed.push(name);
      values.push(value);
    });
    updateOf(changed).run(expected + 1, writtenAt, ...values, scope, rid);
    updateDocument.run(document, rid);
    if (newCheck !== oldCheck) checks.drop(scope, oldCheck);
    const resources = updateSide(scope, rid, write);
    if (resources || newCheck !== oldCheck || changed.includes(TEXT_COLUMN)) {
      unindexed.run(rid, scope);
    }
    return rid;
  }

  /** True if the resources are others. */
  function updateSide(scope: number, rid: number, [, , , , facets, resourceIds]: PackedWrite): boolean {
    const [oldIds = '[]', oldFacets = ''] = selectFacets.get(scope, rid) ?? [];
    const [, newIds, newFacets] = facets;
    if (oldIds === newIds && oldFacets === newFacets) return false;
    updateFacets.run(newIds, newFacets, scope, rid);
    if (oldIds === newIds) return false;
    // The list is one of ours: texts and nothing else.
    const before: string[] = JSON.parse(oldIds);
    for (const id of before) deleteResource.run(scope, hashText(id), rid);
    for (const id of resourceIds) insertResource.run(scope, hashText(id), rid);
    return true;
  }

  return {
    write(write, writtenAt) {
      const [key, expected] = write;
      const scope = scopeOf(key);
      const stored = select.get(scope, key[2]);
      if ((stored?.[1] ?? 0) !== expected) return undefined;
      return stored === undefined ? create(scope, write, writtenAt) : update(scope, stored, write, writtenAt);
    },
    forget() {
      scopes.clear();
      checks.forget();
    },
  };
}
