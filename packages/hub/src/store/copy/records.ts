import type { FindingRecord, HistoryRecord, Position, Records, Scope } from '../contents.js';

/** Few enough for the largest of them to fit into memory, many enough to share a round trip. */
const RECORDS_AT_ONCE = 200;

/** What there is to know of a kind of records. */
export interface Kind<Item> {
  positionOf(item: Item): Position;
  /** All of it as text, the same whichever engine it comes from. */
  textOf(item: Item): string;
}

export const FINDINGS: Kind<FindingRecord> = {
  positionOf: ({ digest }) => [digest, 0],
  textOf: ({ digest, revision, customerSet, writtenAt, document }) =>
    JSON.stringify([digest, revision, customerSet, writtenAt, document]),
};

export const HISTORY: Kind<HistoryRecord> = {
  positionOf: ({ digest, sequence }) => [digest, sequence],
  textOf: ({ digest, sequence, columns }) => JSON.stringify([digest, sequence, columns]),
};

/** Pages of a scope's records after a position. */
export async function* pages<Item>(
  records: Records<Item>,
  { positionOf }: Kind<Item>,
  scope: Scope,
  after?: Position,
): AsyncGenerator<Item[]> {
  for (let position = after; ; ) {
    const items = await records.dump(scope, position, RECORDS_AT_ONCE);
    const last = items.at(-1);
    if (last === undefined) return;
    position = positionOf(last);
    yield items;
  }
}
