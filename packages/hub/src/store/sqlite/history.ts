import type Database from 'better-sqlite3';
import type { HistoryPage, HistoryQuery } from '../findings.js';
import { historyEntry } from '../history-text.js';
import type { PackedHistory, PackedKey } from './messages.js';
import { prepareScopes } from './scopes.js';

/** A page with the number of its last entry, if there are more; null for a finding that is not there. */
export type PackedHistoryPage = [entries: PackedHistory[], next: number | undefined] | null;

/** A page ends early beyond this: an update of a large finding may hold it twice, and a page is held in memory. */
const MAX_PAGE_CHARS = 4 * 1024 * 1024;

type Row = [seq: number, ...entry: PackedHistory];

/** Prepares the reading of one finding's history on a connection. */
export function prepareHistory(
  db: Database.Database,
): (request: [key: PackedKey, query: HistoryQuery]) => PackedHistoryPage {
  const scopeOf = prepareScopes(db);
  const ridOf = db
    .prepare<[number, string], number>('SELECT rid FROM findings WHERE scope = ? AND key = ?')
    .pluck();
  // Times have milliseconds, the limits nine decimals: in one form, the order of texts is that of times.
  const entriesOf = db
    .prepare<unknown[], Row>(`
    SELECT seq, time, source, identity, created, updates FROM history
    WHERE rid = :rid AND seq < :before
      AND replace(time, 'Z', '000000Z') BETWEEN :from AND :to
    ORDER BY seq DESC LIMIT :limit`)
    .raw();

  function read([key, query]: [PackedKey, HistoryQuery]): PackedHistoryPage {
    const [account, region, digest] = key;
    const { from, to, after, limit } = query;
    const scope = scopeOf(account, region);
    const rid = scope === undefined ? undefined : ridOf.get(scope, digest);
    if (rid === undefined) return null;
    const entries: PackedHistory[] = [];
    let last: number | undefined;
    let chars = 0;
    const rows = entriesOf.iterate({
      rid,
      before: after === undefined ? Number.MAX_SAFE_INTEGER : Number(after),
      from: from ?? '',
      // After every time: digits come before letters.
      to: to ?? 'Z',
      limit: limit + 1,
    });
    for (const [seq, ...entry] of rows) {
      if (entries.length === limit || chars > MAX_PAGE_CHARS) return [entries, last];
      entries.push(entry);
      last = seq;
      chars += entry[4].length;
    }
    return [entries, undefined];
  }

  // One snapshot: the finding and its entries are of one moment.
  return db.transaction(read);
}

/** @throws Error if the database holds something else, which only damage can bring about */
export function unpackHistoryPage(page: PackedHistoryPage): HistoryPage | undefined {
  if (page === null) return undefined;
  const [entries, next] = page;
  return { entries: entries.map(historyEntry), ...(next !== undefined && { next: String(next) }) };
}
