import type { NewDelivery } from '../events.js';
import type { FindingWrite } from '../findings.js';
import { textArray } from './arrays.js';
import { type Checks, dropChecks } from './checks.js';
import { writeDeliveries } from './deliveries.js';
import { readList } from './lists.js';
import { deleteResources, entriesOf, insertResources } from './resources.js';
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
 * Writes a commit inside a transaction. Of all commits, each takes the rows that it changes in the same order: scope by
 * scope, those that are there before those that are new, both by their keys.
 *
 * @returns what remains to be done when the transaction is committed; undefined if any finding is not at the revision
 *   that was expected: then the transaction must be rolled back
 */
export async function writeFindings(
  session: Session,
  checks: Checks,
  writes: readonly FindingWrite[],
  deliveries: readonly NewDelivery[],
): Promise<(() => void) | undefined> {
  const now = Date.now();
  const groups = byScope(writes, ({ key }) => key);
  const done: (() => void)[] = [];
  for (const { scope, items } of groups) {
    const rows = items.map(rowOf).sort((one, other) => (one.key < other.key ? -1 : 1));
    done.push(await checks.store(session, scope, rows, now));
    if (!(await writeScope(session, scope, rows, now))) return undefined;
  }
  await writeDeliveries(session, deliveries);
  return () => {
    for (const one of done) one();
  };
}

async function writeScope(
  session: Session,
  scope: Scope,
  rows: readonly Row[],
  now: number,
): Promise<boolean> {
  const created = rows.filter(({ write }) => write.expected === 0);
  const changes = await lock(
    session,
    scope,
    rows.filter(({ write }) => write.expected > 0),
  );
  if (changes === undefined) return false;
  const history = rows.flatMap(historyOf);
  const ofAccount = [['account', 'text', scope.account]] as const;
  // One behind the other, without waiting for answers in between.
  const [inserted, ...others] = await Promise.allSettled([
    insertFindings(session, scope, created, now),
    ...create(session, scope.account, created),
    ...change(session, scope, changes, now),
    history.length > 0 && session.query(insertRows('history', ofAccount, HISTORY_COLUMNS, history)),
  ]);
  // Then others of these have failed as well: what is there already cannot be inserted.
  if (inserted.status === 'fulfilled' && inserted.value !== created.length) return false;
  for (const outcome of [inserted, ...others]) if (outcome.status === 'rejected') throw outcome.reason;
  return true;
}

/** Undefined if any finding is not there in the revision that was expected. */
async function lock(session: Session, scope: Scope, rows: readonly Row[]): Promise<Change[] | undefined> {
  if (rows.length === 0) return [];
  const { rows: found } = await session.rows<Stored>({
    name: 'lock findings',
    text: `SELECT f.key, f.revision, f.check_digest, x.resource_ids, x.facets
      FROM findings f JOIN facets x ON x.account = f.account AND x.key = f.key
      WHERE f.account = $1 AND f.region = $2 AND f.key = ANY ($3::text[]) ORDER BY f.key FOR UPDATE OF f`,
    values: [scope.account, scope.region, textArray(rows.map(({ key }) => key))],
  });
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

/** How many of the findings were not there yet. */
async function insertFindings(
  session: Session,
  { account, region }: Scope,
  rows: readonly Row[],
  now: number,
): Promise<number> {
  if (rows.length === 0) return 0;
  const constants = [
    ['account', 'text', account],
    ['region', 'text', region],
    ['written_at', 'bigint', now],
  ] as const;
  // Rows that come back are counted: what Citus says of their number includes those that were there.
  const suffix = 'ON CONFLICT DO NOTHING RETURNING 1';
  const statement = insertRows('findings', constants, [KEY, ...FINDING_COLUMNS], rows, suffix);
  return (await session.query(statement)).rowCount ?? 0;
}

/** All else of findings that are new. */
function create(session: Session, account: string, rows: readonly Row[]): Promise<unknown>[] {
  if (rows.length === 0) return [];
  const ofAccount = [['account', 'text', account]] as const;
  return [
    session.query(insertRows('facets', ofAccount, [KEY, ...FACET_COLUMNS], rows)),
    session.query(insertRows('documents', ofAccount, [KEY, ...DOCUMENT_COLUMNS], rows)),
    insertResources(session, account, rows),
  ];
}

/** What of a finding is the same as before is not written again, but for the columns of its own row. */
function change(session: Session, scope: Scope, changes: readonly Change[], now: number): Promise<unknown>[] {
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
    session.query(updateRows('findings', ofScope, [KEY, ...FINDING_COLUMNS], rows, written)),
    session.query(updateRows('documents', ofAccount, [KEY, ...DOCUMENT_COLUMNS], rows)),
    ...(facets.length === 0
      ? []
      : [session.query(updateRows('facets', ofAccount, [KEY, ...FACET_COLUMNS], facets))]),
    deleteResources(session, account, gone),
    insertResources(
      session,
      account,
      moved.map(([row]) => row),
    ),
    ...(left.length === 0 ? [] : [dropChecks(session, scope, left, now)]),
  ];
}
