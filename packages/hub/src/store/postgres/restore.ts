import type { FindingRecord, HistoryRecord, OutboxRecord, Scope } from '../contents.js';
import { restoredWrite } from '../copy/restored.js';
import { Checks } from './checks.js';
import { insertResources } from './resources.js';
import {
  DOCUMENT_COLUMNS,
  FACET_COLUMNS,
  FINDING_COLUMNS,
  integer,
  KEY,
  type Row,
  rowOf,
  text,
} from './rows.js';
import type { Session } from './session.js';
import { insertRows } from './statements.js';
import { encodeText } from './text.js';

/** Writes findings inside a transaction as they were in another store; those that are there already stay. */
export async function restoreFindings(
  session: Session,
  { account, region }: Scope,
  items: readonly FindingRecord[],
): Promise<void> {
  const all = items.map((item) => ({ ...rowOf(restoredWrite({ account, region }, item)), item }));
  const ofAccount = [['account', 'text', account]] as const;
  const columns = [
    KEY,
    ...FINDING_COLUMNS,
    integer<(typeof all)[number]>('written_at', ({ item }) => item.writtenAt),
  ];
  const insert = insertRows('findings', [...ofAccount, ['region', 'text', region]], columns, all);
  // Without its name: of the statement that imports use, only the beginning is the same.
  const statement = {
    text: `${insert.text} ON CONFLICT DO NOTHING RETURNING key`,
    values: insert.values ?? [],
  };
  const made = await session.rows<[string]>(statement);
  const created = new Set(made.rows.map(([key]) => key));
  const rows: Row[] = all.filter(({ key }) => created.has(key));
  if (rows.length === 0) return;
  await new Checks().store(session, { account, region }, rows, Date.now());
  await session.query(insertRows('facets', ofAccount, [KEY, ...FACET_COLUMNS], rows));
  await session.query(insertRows('documents', ofAccount, [KEY, ...DOCUMENT_COLUMNS], rows));
  await insertResources(session, account, rows);
}

const HISTORY_COLUMNS = [
  text<HistoryRecord>('key', ({ digest }) => digest),
  integer<HistoryRecord>('seq', ({ sequence }) => sequence),
  text<HistoryRecord>('time', ({ columns }) => columns[0]),
  text<HistoryRecord>('source', ({ columns }) => columns[1]),
  text<HistoryRecord>('identity', ({ columns }) => encodeText(columns[2])),
  integer<HistoryRecord>('created', ({ columns }) => columns[3]),
  text<HistoryRecord>('updates', ({ columns }) => columns[4]),
];

export async function restoreHistory(
  session: Session,
  { account }: Scope,
  items: readonly HistoryRecord[],
): Promise<void> {
  const constants = [['account', 'text', account]] as const;
  await session.query({
    ...insertRows('history', constants, HISTORY_COLUMNS, items, 'ON CONFLICT DO NOTHING'),
    name: 'restore history',
  });
}

interface OutboxRow extends OutboxRecord {
  id: string;
}

const OUTBOX_COLUMNS = [
  text<OutboxRow>('id', ({ id }) => id),
  text<OutboxRow>('time', ({ time }) => time),
  text<OutboxRow>('findings', ({ findings }) => JSON.stringify(findings)),
];

export async function restoreOutbox(
  session: Session,
  items: readonly OutboxRecord[],
  first: number,
): Promise<void> {
  const rows = items.map((item, index) => ({ ...item, id: timeOrderedId(item.time, first + index) }));
  for (const account of new Set(rows.map((row) => row.account))) {
    const ofAccount = rows.filter((row) => row.account === account);
    await session.query({
      text: `INSERT INTO outbox (account, id, time, findings)
        SELECT $1, u.id::uuid, u.time, u.findings
        FROM unnest($2::text[], $3::text[], $4::text[]) AS u (id, time, findings) ON CONFLICT DO NOTHING`,
      values: [account, ...OUTBOX_COLUMNS.map(({ values }) => values(ofAccount))],
    });
  }
}

const TIME_DIGITS = 12;
const NUMBER_DIGITS = 12;

/** A UUID whose order is that of time and, within a millisecond, of numbers; the same for the same. */
function timeOrderedId(time: string, number: number): string {
  const [millisecond, place] = [
    Date.parse(time).toString(16).padStart(TIME_DIGITS, '0'),
    number.toString(16).padStart(NUMBER_DIGITS, '0'),
  ];
  return `${millisecond.slice(0, 8)}-${millisecond.slice(8)}-7000-8000-${place}`;
}
