import type Database from 'better-sqlite3';
import type { FindingPage, FindingQuery } from '../findings.js';
import { registerFunctions } from './filter/functions.js';
import type { Parameter } from './filter/statement.js';
import type { PackedFinding, PackedKey } from './messages.js';
import { compileFind } from './query.js';

/** The document, and the values of its position. */
type PageRow = [document: string, ...position: Parameter[]];

export interface Reads {
  read(keys: readonly PackedKey[]): PackedFinding[];
  find(query: FindingQuery): FindingPage;
  ping(): void;
}

/** Prepares the reading side of the finding store on one connection. */
export function prepareReads(db: Database.Database): Reads {
  registerFunctions(db);
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
    const rows = db.prepare<unknown[], PageRow>(text).raw().all(parameters);
    const page = rows.slice(0, query.limit);
    const [, ...place] = page.at(-1) ?? [];
    return {
      documents: page.map(([document]) => document),
      ...(rows.length > query.limit && { next: JSON.stringify(place) }),
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
function position(after: string): Parameter[] {
  const place: unknown = JSON.parse(after);
  if (!Array.isArray(place) || !place.every(isParameter)) throw new Error('not a position of a page');
  return place;
}

const isParameter = (value: unknown): value is Parameter =>
  value === null || typeof value === 'string' || typeof value === 'number';
