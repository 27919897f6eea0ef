import type { Parameters } from './filter/parameters.js';
import type { Clock } from './query-time.js';
import type { Session } from './session.js';

/** Rows that are held in memory at once, by number and by characters. */
const FIRST = 64;
const LARGEST = 1_000;
const CHARACTERS = 2 * 1024 * 1024;

/**
 * Walks through the rows of a query, some at a time, so that few documents are in memory and others get their turn in
 * between. The next are only asked for when these are done with.
 *
 * @param session inside a transaction, where no other walk is under way
 * @param text of a query whose last column is a text that may be large
 */
export async function* walk<Row extends [...unknown[], string]>(
  session: Session,
  text: string,
  parameters: Parameters,
  clock: Clock,
): AsyncGenerator<Row[]> {
  await session.query(parameters.statement(`DECLARE walk NO SCROLL CURSOR FOR ${text}`));
  let count = FIRST;
  for (;;) {
    clock();
    const { rows } = await session.rows<Row>({ text: `FETCH ${count} FROM walk` });
    yield rows;
    if (rows.length < count) break;
    count = nextCount(count, rows);
  }
  await session.query({ text: 'CLOSE walk' });
}

/** As many as weigh enough if they are as large as those before; at most twice as many. */
function nextCount(count: number, rows: readonly [...unknown[], string][]): number {
  const size = rows.reduce((sum, row) => sum + String(row.at(-1)).length, 0);
  const fitting = Math.floor((CHARACTERS * rows.length) / Math.max(size, 1));
  return Math.max(1, Math.min(fitting, 2 * count, LARGEST));
}
