import type { FindingRecord, HistoryRecord, Position, Scope } from '../contents.js';
import type { HistoryColumns } from '../history-text.js';
import type { Session } from './session.js';
import { decodeText } from './text.js';

type FindingRow = [
  digest: string,
  revision: number,
  customerSet: number,
  writtenAt: string,
  document: string,
];

/** Reads findings of a scope in the order of their keys. */
export async function dumpFindings(
  session: Session,
  { account, region }: Scope,
  [digest]: Position = ['', 0],
  limit: number,
): Promise<FindingRecord[]> {
  const { rows } = await session.rows<FindingRow>(
    {
      text: `SELECT f.key, f.revision, f.customer_set, f.written_at, d.body
        FROM (SELECT * FROM findings WHERE account = $1 AND region = $2 AND key > $3 ORDER BY key LIMIT $4) f
        JOIN documents d ON d.account = $1 AND d.key = f.key
        ORDER BY f.key`,
      values: [account, region, digest, limit],
    },
    true,
  );
  return rows.map(([key, revision, customerSet, writtenAt, document]) => ({
    ...{ digest: key, revision, customerSet, document },
    writtenAt: Number(writtenAt),
  }));
}

export async function lastFinding(
  session: Session,
  { account, region }: Scope,
): Promise<Position | undefined> {
  const text = 'SELECT max(key) FROM findings WHERE account = $1 AND region = $2';
  const { rows } = await session.rows<[string | null]>({ text, values: [account, region] }, true);
  const digest = rows[0]?.[0];
  return typeof digest === 'string' ? [digest, 0] : undefined;
}

type HistoryRow = [digest: string, sequence: string, ...HistoryColumns];

/** The same for their histories, each from its beginning. */
export async function dumpHistory(
  session: Session,
  { account, region }: Scope,
  [digest, sequence]: Position = ['', -1],
  limit: number,
): Promise<HistoryRecord[]> {
  const { rows } = await session.rows<HistoryRow>(
    {
      // Entries lie by account and key; another Region's are passed over, of which few accounts have several.
      text: `SELECT h.key, h.seq, h.time, h.source, h.identity, h.created, h.updates FROM history h
        WHERE h.account = $1 AND (h.key, h.seq) > ($3, $4) AND EXISTS (
          SELECT FROM findings f WHERE f.account = $1 AND f.region = $2 AND f.key = h.key)
        ORDER BY h.key, h.seq LIMIT $5`,
      values: [account, region, digest, sequence, limit],
    },
    true,
  );
  return rows.map(([key, seq, time, source, identity, created, updates]) => ({
    ...{ digest: key, sequence: Number(seq) },
    columns: [time, source, decodeText(identity), created, updates],
  }));
}

export async function lastHistory(
  session: Session,
  { account, region }: Scope,
): Promise<Position | undefined> {
  const text = `SELECT h.key, h.seq FROM history h WHERE h.account = $1 AND EXISTS (
      SELECT FROM findings f WHERE f.account = $1 AND f.region = $2 AND f.key = h.key)
    ORDER BY h.key DESC, h.seq DESC LIMIT 1`;
  const { rows } = await session.rows<[string, string]>({ text, values: [account, region] }, true);
  const [found] = rows;
  return found === undefined ? undefined : [found[0], Number(found[1])];
}
