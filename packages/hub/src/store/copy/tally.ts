import type { Records, Scope, StoreContents } from '../contents.js';
import { Checksum } from './checksum.js';
import { CONTROL_KEYS, controlRows } from './control-tables.js';
import { FINDINGS, HISTORY, type Kind, pages } from './records.js';

/** What a store holds of one kind: of an account and Region, as far as the kind is kept by them. */
export interface Tally {
  table: string;
  account?: string;
  region?: string;
  rows: number;
  checksum: string;
}

/** Reads everything that a store holds, and counts it up. */
export async function* tally(store: StoreContents): AsyncGenerator<Tally> {
  for (const [table, key] of Object.entries(CONTROL_KEYS)) {
    const sum = new Checksum();
    for await (const rows of controlRows(store, table, key)) for (const row of rows) sum.add(plainText(row));
    yield { table, ...totals(sum) };
  }
  for (const scope of await store.scopes()) {
    yield { table: 'findings', ...scope, ...(await tallyRecords(store.findings, FINDINGS, scope)) };
    yield { table: 'history', ...scope, ...(await tallyRecords(store.history, HISTORY, scope)) };
  }
}

/** Engines give large numbers as text, and columns in an order of their own. */
const plainText = (row: Readonly<Record<string, unknown>>): string =>
  JSON.stringify(
    Object.entries(row)
      .map(([name, value]) => [name, value === null ? null : String(value)] as const)
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );

const totals = (sum: Checksum) => ({ rows: sum.count, checksum: sum.toString() });

async function tallyRecords<Item>(records: Records<Item>, kind: Kind<Item>, scope: Scope) {
  const sum = new Checksum();
  for await (const items of pages(records, kind, scope)) for (const item of items) sum.add(kind.textOf(item));
  return totals(sum);
}
