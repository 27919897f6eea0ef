import type { FindingKey, HistoryPage, HistoryQuery } from '../findings.js';
import { findingDigest } from '../findings-key.js';
import { type HistoryColumns, historyEntry } from '../history-text.js';
import type { Session } from './session.js';
import { decodeText } from './text.js';

/** A page ends early beyond this: an update of a large finding may hold it twice, and a page is held in memory. */
const MAX_PAGE_BYTES = 4 * 1024 * 1024;

/** An entry that is too much for the page comes without its updates; a finding without entries as one row of nothing. */
type Found =
  | [seq: string, time: string, source: string, identity: string, created: number, updates: string | null]
  | [seq: null];

/** Reads a page of one finding's history. */
export async function readHistory(
  session: Session,
  key: FindingKey,
  { from, to, after, limit }: HistoryQuery,
): Promise<HistoryPage | undefined> {
  // Times have milliseconds, the limits nine decimals: in one form, the order of texts is that of times.
  const { rows } = await session.rows<Found>({
    name: 'read history',
    text: `SELECT h.seq, h.time, h.source, h.identity, h.created,
        CASE WHEN coalesce(h.before, 0) <= $8 THEN h.updates END
      FROM findings f LEFT JOIN LATERAL (
        SELECT *, sum(octet_length(updates)) OVER (
          ORDER BY seq DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
        FROM (
          SELECT * FROM history
          WHERE account = $1 AND key = $3 AND seq < $4 AND replace(time, 'Z', '000000Z') BETWEEN $5 AND $6
          ORDER BY seq DESC LIMIT $7
        ) page
      ) h ON true
      WHERE f.account = $1 AND f.region = $2 AND f.key = $3
      ORDER BY h.seq DESC`,
    values: [
      key.account,
      key.region,
      findingDigest(key),
      after ?? Number.MAX_SAFE_INTEGER,
      from ?? '',
      // After every time: digits come before letters.
      to ?? 'Z',
      limit + 1,
      MAX_PAGE_BYTES,
    ],
  });
  if (rows.length === 0) return undefined;
  const entries: HistoryColumns[] = [];
  let last: string | undefined;
  for (const [seq, time, source, identity, created, updates] of rows) {
    if (seq === null) break;
    if (entries.length === limit || updates === null) return page(entries, last);
    entries.push([time, source, decodeText(identity), created, updates]);
    last = seq;
  }
  return page(entries);
}

const page = (entries: readonly HistoryColumns[], next?: string): HistoryPage => ({
  entries: entries.map(historyEntry),
  ...(next !== undefined && { next }),
});
