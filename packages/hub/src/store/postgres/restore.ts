import type { FindingRecord, HistoryRecord, Scope } from '../contents.js';
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
