import type { FindingWrite } from '../findings.js';
import { textArray } from './arrays.js';
import { type Checks, checkDeletes } from './checks.js';
import { readList } from './lists.js';
import type { WriteStatement } from './pipeline.js';
import { entriesOf, resourceDeletes, resourceInserts } from './resources.js';
import {
  DOCUMENT_COLUMNS,
  FACET_COLUMNS,
  FINDING_COLUMNS,
  HISTORY_COLUMNS,
  historyOf,
  KEY,
  type Row,
  rowOf,
} from './rows.js';
import { byScope, type Scope } from './scopes.js';
import type { Session } from './session.js';
import { insertRows, updateRows } from './statements.js';

/** What is stored of a finding that is to change. */
type Stored = [key: string, revision: number, check: string, resourceIds: string, facets: string];

/** A row that changes, with what it was. */
type Change = readonly [row: Row, stored: Stored];

/**
 * A commit looks rows up by their keys and nothing else. Its statements are prepared while the tables are all but empty,
 * when reading them from end to end looks cheap, and stay as they were planned while they fill.
 */
const ROW_BY_ROW = {
  enable_seqscan: 'off',
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
  enable_material: 'off',
};

/** What is left to do of a commit once everything has been looked at, and what is to be called when it is done. */
interface PlannedWrite {
  statements: readonly WriteStatement[];
  done(): void;
}

/**
 * Prepares a commit. Findings that are to change are locked; that those which are new are not there yet, the server finds out
 * when they are written. Of all commits, each takes the rows of findings in the same order: first those that are there, then
 * those that are new, both scope by scope and by their keys.
 *
 * @returns undefined if any finding is not at the revision that was expected
 */
export async function planWrite(
  session: Session,
  checks: Checks,
  writes: readonly FindingWrite[],
): Promise<PlannedWrite | undefined> {
  const now = Date.now();
  const scopes = byScope(writes, ({ key }) => key).map(({ scope, items }): ScopeWrites => {
    const rows = items.map(rowOf).sort((one, other) => (one.key < other.key ? -1 : 1));
    return { scope, rows, changing: rows.filter(({ write }) => write.expected > 0) };
  });
  const changes = await lockAll(session, scopes);
  const statements: WriteStatement[] = [];
  const done: (() => void)[] = [];
  for (const [index, { scope, rows, changing }] of scopes.entries()) {
    const found = matching(changing, changes[index] ?? []);
    if (found === undefined) return undefined;
    const missing = checks.missing(session.epoch, scope, rows, now);
    done.push(missing.stored);
    statements.push(...missing.statements, ...writeScope(scope, rows, found, now));
  }
  return {
    statements,
    done: () => {
      for (const one of done) one();
    },
  };
}

interface ScopeWrites {
  scope: Scope;
  rows: readonly Row[];
  /** Those that should be there. */
  changing: readonly Row[];
}

function writeScope(
  scope: Scope,
  rows: readonly Row[],
  changes: readonly Change[],
  now: number,
): WriteStatement[] {
  const { account } = scope;
  const history = rows.flatMap(historyOf);
  return [
    ...create(
      scope,
      rows.filter(({ write }) => write.expected === 0),
      now,
    ),
    ...change(scope, changes, now),
    ...(history.length === 0
      ? []
      : [insertRows('history', [['account', 'text', account]], HISTORY_COLUMNS, history)]),
  ];
}

/** What is stored of the findings that are to change, scope by scope. Of a commit without any, nothing has begun then. */
async function lockAll(session: Session, scopes: readonly ScopeWrites[]): Promise<Stored[][]> {
  if (scopes.every(({ changing }) => changing.length === 0)) return [];
  // One behind the other, without waiting for answers in between. Locks alone, without a transaction, would do nothing.
  const [begun, ...locked] = await Promise.allSettled([
    session.begin(ROW_BY_ROW),
    ...scopes.map(({ scope, changing }) => lock(session, scope, changing)),
  ]);
  if (begun.status === 'rejected') throw begun.reason;
  return locked.map((outcome) => {
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  });
}

async function lock(session: Session, scope: Scope, rows: readonly Row[]): Promise<Stored[]> {
  if (rows.length === 0) return [];
  const statement = {
    name: 'lock findings',
    text: `SELECT f.key, f.revision, f.check_digest, x.resource_ids, x.facets
      FROM findings f JOIN facets x ON x.account = f.account AND x.key = f.key
      WHERE f.account = $1 AND f.region = $2 AND f.key = ANY ($3::text[]) ORDER BY f.key FOR UPDATE OF f`,
    values: [scope.account, scope.region, textArray(rows.map(({ key }) => key))],
  };
  return (await session.rows<Stored>(statement, true)).rows;
}

/** Undefined if any finding is not there in the revision that was expected. */
function matching(rows: readonly Row[], found: readonly Stored[]): Change[] | undefined {
  const stored = new Map(found.map((one) => [one[0], one]));
  const changes: Change[] = [];
  for (const row of rows) {
    const one = stored.get(row.key);
    if (one?.[1] !== row.write.expected) return undefined;
    changes.push([row, one]);
    // A finding that comes twice is at the next revision the second time.
    stored.delete(row.key);
  }
  return changes;
}

/** Findings that are new. One that is there already is refused by the table's key, and the rest of the commit with it. */
function create({ account, region }: Scope, rows: readonly Row[], now: number): WriteStatement[] {
  if (rows.length === 0) return [];
  const ofAccount = [['account', 'text', account]] as const;
  const ofScope = [...ofAccount, ['region', 'text', region], ['written_at', 'bigint', now]] as const;
  return [
    insertRows('findings', ofScope, [KEY, ...FINDING_COLUMNS], rows),
    insertRows('facets', ofAccount, [KEY, ...FACET_COLUMNS], rows),
    insertRows('documents', ofAccount, [KEY, ...DOCUMENT_COLUMNS], rows),
    ...resourceInserts(account, rows),
  ];
}

/** What of a finding is the same as before is not written again, but for the columns of its own row. */
function change(scope: Scope, changes: readonly Change[], now: number): WriteStatement[] {
  if (changes.length === 0) return [];
  const { account, region } = scope;
  const rows = changes.map(([row]) => row);
  const ofAccount = [['account', 'text', account]] as const;
  const ofScope = [...ofAccount, ['region', 'text', region]] as const;
  const [moved, others] = [
    changes.filter(([row, [, , , resourceIds]]) => row.resourceIds !== resourceIds),
    changes.filter(([row, stored]) => row.resourceIds !== stored[3] || row.facets !== stored[4]),
  ];
  const written = [['written_at', 'bigint', now]] as const;
  const facets = others.map(([row]) => row);
  const left = changes.flatMap(([row, [, , check]]) => (row.check === check ? [] : [check]));
  const gone = moved.flatMap(([{ key }, [, , , resourceIds]]) => entriesOf(key, readList(resourceIds)));
  return [
    updateRows('findings', ofScope, [KEY, ...FINDING_COLUMNS], rows, written),
    updateRows('documents', ofAccount, [KEY, ...DOCUMENT_COLUMNS], rows),
    ...(facets.length === 0 ? [] : [updateRows('facets', ofAccount, [KEY, ...FACET_COLUMNS], facets)]),
    ...resourceDeletes(account, gone),
    ...resourceInserts(
      account,
      moved.map(([row]) => row),
    ),
    ...(left.length === 0 ? [] : [checkDeletes(scope, left, now)]),
  ];
}
