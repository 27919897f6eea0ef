import type { Records, Scope, StoreContents } from '../contents.js';
import { CONTROL_KEYS, copyControlTable } from './control-tables.js';
import { identityOf, markOf, removeMark, setMark } from './marker.js';
import { FINDINGS, HISTORY, type Kind, pages } from './records.js';
import { type Tally, tally } from './tally.js';

/** Told how far a copy is: what is being done, how much of it is done and, where that is known, of how much. */
export type CopyProgress = (step: string, done: number, total?: number) => void;

type Side = Pick<Tally, 'rows' | 'checksum'>;

/** What both stores hold of one kind. */
export interface Comparison extends Omit<Tally, keyof Side> {
  from: Side;
  to: Side;
  equal: boolean;
}

/**
 * Copies everything from one store to another that holds nothing, or the beginning of this very copy: it may be broken
 * off at any moment and called again. At the end both are read and compared; if they are equal, the copy is complete,
 * and hubs start on it.
 *
 * @returns what was compared
 * @throws Error that says what to do
 */
export async function copyContents(
  from: StoreContents,
  to: StoreContents,
  progress: CopyProgress = () => undefined,
): Promise<Comparison[]> {
  await begin(from, to);
  for (const [table, key] of Object.entries(CONTROL_KEYS)) await copyControlTable(from, to, table, key);
  const scopes = await from.scopes();
  await copyFindings(from, to, scopes, progress);
  let entries = 0;
  for (const scope of scopes) {
    await copyRecords(from.history, to.history, HISTORY, scope, (count) => {
      entries += count;
      progress('history', entries);
    });
  }
  await to.finish();
  const compared = await compare(from, to, progress);
  if (compared.every(({ equal }) => equal)) await removeMark(to);
  return compared;
}

async function begin(from: StoreContents, to: StoreContents): Promise<void> {
  const identity = await identityOf(from);
  const mark = await markOf(to);
  if (mark === identity) return;
  if (mark !== undefined) {
    throw new Error(`${to.name} holds an unfinished copy of other data: finish that one, or empty it`);
  }
  const table = await anyTableWithRows(to);
  if (table !== undefined) {
    throw new Error(`${to.name} holds data already (${table}): copy to an empty place`);
  }
  await setMark(to, identity);
}

async function anyTableWithRows(store: StoreContents): Promise<string | undefined> {
  for (const table of Object.keys(CONTROL_KEYS)) {
    const rows = await store.attempt(() => store.control.selectFrom(table).selectAll().limit(1).execute());
    if (rows.length > 0) return table;
  }
  return (await store.scopes()).length > 0 ? 'findings' : undefined;
}

async function copyFindings(
  from: StoreContents,
  to: StoreContents,
  scopes: readonly Scope[],
  progress: CopyProgress,
): Promise<void> {
  let total = 0;
  let done = 0;
  for (const scope of scopes) {
    total += await from.countFindings(scope);
    done += await to.countFindings(scope);
  }
  progress('findings', done, total);
  for (const scope of scopes) {
    await copyRecords(from.findings, to.findings, FINDINGS, scope, (count) => {
      done += count;
      progress('findings', done, total);
    });
  }
}

/** Goes on behind what is there. The next page is read while one is restored. */
async function copyRecords<Item>(
  from: Records<Item>,
  to: Records<Item>,
  kind: Kind<Item>,
  scope: Scope,
  restored: (count: number) => void,
): Promise<void> {
  const source = pages(from, kind, scope, await to.last(scope));
  const read = () => {
    const page = source.next();
    // If the store that is written to fails first, nobody waits for this any more.
    page.catch(() => undefined);
    return page;
  };
  for (let next = read(); ; ) {
    const page = await next;
    if (page.done) return;
    next = read();
    await to.restore(scope, page.value);
    restored(page.value.length);
  }
}

/** Both are read at once, and by themselves: nothing is taken from what the copying saw. */
async function compare(
  from: StoreContents,
  to: StoreContents,
  progress: CopyProgress,
): Promise<Comparison[]> {
  let rows = 0;
  const all = async (store: StoreContents): Promise<Map<string, Tally>> => {
    const found = new Map<string, Tally>();
    for await (const one of tally(store)) {
      found.set(JSON.stringify([one.table, one.account, one.region]), one);
      rows += one.rows;
      progress('verifying', rows);
    }
    return found;
  };
  const [ours, theirs] = await Promise.all([all(from), all(to)]);
  return [...new Map([...theirs, ...ours])].map(([name, { rows: _, checksum: __, ...kind }]) => {
    const [one, other] = [sideOf(ours.get(name)), sideOf(theirs.get(name))];
    const equal = one.rows === other.rows && one.checksum === other.checksum;
    return { ...kind, from: one, to: other, equal };
  });
}

const sideOf = (tallied: Tally | undefined): Side => ({
  rows: tallied?.rows ?? 0,
  checksum: tallied?.checksum ?? '',
});
