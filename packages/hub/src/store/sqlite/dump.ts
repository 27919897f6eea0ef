import type Database from 'better-sqlite3';
import type { FindingRecord, HistoryRecord, Position, Records } from '../contents.js';
import type { HistoryColumns } from '../history-text.js';
import { prepareScopes } from './scopes.js';

type Dump<Item> = Pick<Records<Item>, 'dump' | 'last'>;

/** Prepares the reading of findings in the order of their keys. */
export function dumpFindings(db: Database.Database): Dump<FindingRecord> {
  const scopeOf = prepareScopes(db);
  // CROSS JOIN: in this order, so that the order of keys comes from their index.
  const select = db.prepare<[number, string, number], FindingRecord>(`
    SELECT f.key AS digest, f.revision, f.customer_set AS customerSet, f.written_at AS writtenAt, d.body AS document
    FROM findings f CROSS JOIN documents d ON d.rid = f.rid
    WHERE f.scope = ? AND f.key > ? ORDER BY f.key LIMIT ?`);
  const greatest = db
    .prepare<[number], string | null>('SELECT max(key) FROM findings WHERE scope = ?')
    .pluck();
  return {
    dump: async ({ account, region }, [digest] = ['', 0], limit) => {
      const scope = scopeOf(account, region);
      return scope === undefined ? [] : select.all(scope, digest, limit);
    },
    last: async ({ account, region }) => {
      const digest = greatest.get(scopeOf(account, region) ?? 0);
      return typeof digest === 'string' ? [digest, 0] : undefined;
    },
  };
}

type Entry = [digest: string, sequence: number, ...HistoryColumns];

/** The same for their histories, each from its beginning. */
export function dumpHistory(db: Database.Database): Dump<HistoryRecord> {
  const scopeOf = prepareScopes(db);
  const entries = `SELECT f.key, h.seq, h.time, h.source, h.identity, h.created, h.updates
    FROM findings f CROSS JOIN history h ON h.rid = f.rid WHERE f.scope = ?`;
  const select = db
    .prepare<[number, string, string, number, number], Entry>(`
    ${entries} AND f.key >= ? AND (f.key > ? OR h.seq > ?) ORDER BY f.key, h.seq LIMIT ?`)
    .raw();
  const greatest = db.prepare<[number], Entry>(`${entries} ORDER BY f.key DESC, h.seq DESC LIMIT 1`).raw();
  return {
    dump: async ({ account, region }, [digest, sequence] = ['', 0], limit) => {
      const scope = scopeOf(account, region);
      if (scope === undefined) return [];
      const rows = select.all(scope, digest, digest, sequence, limit);
      return rows.map(([key, seq, ...columns]) => ({ digest: key, sequence: seq, columns }));
    },
    last: async ({ account, region }): Promise<Position | undefined> => {
      const found = greatest.get(scopeOf(account, region) ?? 0);
      return found === undefined ? undefined : [found[0], found[1]];
    },
  };
}
