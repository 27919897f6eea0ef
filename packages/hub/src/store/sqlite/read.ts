import type Database from 'better-sqlite3';
import type { FindingPage, FindingQuery } from '../findings.js';
import type { PackedFinding, PackedKey } from './messages.js';
import { compileFind, type Position } from './query.js';

interface PageRow {
  body: string;
  key: string;
  updated_at: string;
}

export interface Reads {
  read(keys: readonly PackedKey[]): PackedFinding[];
  find(query: FindingQuery): FindingPage;
  ping(): void;
}

/** Prepares the reading side of the finding store on one connection. */
export function prepareReads(db: Database.Database): Reads {
  const byKey = db
    .prepare<PackedKey, NonNullable<PackedFinding>>(`
    SELECT f.revision, f.customer_set, f.updated_at, d.body
    FROM findings f JOIN documents d ON d.rid = f.rid WHERE f.account = ? AND f.key = ?`)
    .raw();
  // One snapshot for all keys: a finding is never seen older than another of the same commit.
  const read = db.transaction((keys: readonly PackedKey[]) => keys.map((key) => byKey.get(...key) ?? null));

  function find(query: FindingQuery): FindingPage {
    const { text, parameters } = compileFind(
      query,
      query.after === undefined ? undefined : position(query.after),
    );
    const rows = db.prepare<unknown[], PageRow>(text).all(...parameters);
    const page = rows.slice(0, query.limit);
    const last = page.at(-1);
    const place: Position | undefined = last && [query.sort ? last.updated_at : null, last.key];
    return {
      documents: page.map((row) => row.body),
      ...(rows.length > query.limit && place && { next: JSON.stringify(place) }),
    };
  }

  return {
    read,
    find,
    ping: () => {
      db.prepare('SELECT 1').get();
    },
  };
}

/** Tokens are sealed by the caller, so what arrives here was written by `find`. */
function position(after: string): Position {
  const [sorted, key]: unknown[] = JSON.parse(after);
  if ((sorted !== null && typeof sorted !== 'string') || typeof key !== 'string') {
    throw new Error('not a position of a page');
  }
  return [sorted, key];
}
