import type { AwsSecurityFinding } from '@docket/asff';
import { valuesOf } from '../../findings/filter/values.js';
import type { FindingPage, FindingQuery, SortBy } from '../findings.js';
import { textArray } from './arrays.js';
import { walk } from './cursor.js';
import { Parameters } from './filter/parameters.js';
import type { Position } from './filter/sort.js';
import { positionOf, readPage } from './pages.js';
import { chooseStart } from './plan.js';
import type { Clock } from './query-time.js';
import { readDocument, recheck } from './recheck.js';
import { DOCUMENT, selection } from './select.js';
import type { Session } from './session.js';
import { encodeText } from './text.js';

type Row = [key: string, document: string];

/**
 * Makes a page in an order by attributes that only documents have: reads all findings that may pass, and keeps the first
 * of them behind the page before.
 *
 * @param keys of the findings to look at; absent: all
 */
export async function scanAll(
  session: Session,
  query: FindingQuery,
  clock: Clock,
  keys?: readonly string[],
): Promise<FindingPage> {
  const { filter, limit, sort } = query;
  const after = positionOf(query);
  const compare = comparison(sort);
  const start = await chooseStart(session, filter, query);
  const parameters = new Parameters(query);
  const conditions = keys === undefined ? [] : [`f.key = ANY (${parameters.bind(textArray(keys))}::text[])`];
  const selected = selection({ filter, ...start, reads: new Set(), conditions }, parameters);
  const text = `SELECT f.key, ${DOCUMENT} ${selected}`;
  const passes = recheck(filter);
  const first = new First(limit + 1, compare);
  for await (const rows of walk<Row>(session, text, parameters, clock)) {
    for (const [key, document] of rows) {
      const finding = readDocument(document);
      if (!passes(finding)) continue;
      const position = positionIn(finding, key, sort);
      if (after === undefined || compare(position, after) > 0) first.add(position);
    }
  }
  return readPage(session, query, { positions: first.sorted() });
}

/** The first few of many. */
class First {
  #kept: Position[] = [];

  constructor(
    readonly count: number,
    readonly compare: (one: Position, other: Position) => number,
  ) {}

  add(position: Position): void {
    this.#kept.push(position);
    // Sorting now and then costs less than keeping them sorted.
    if (this.#kept.length >= 2 * this.count + 100) this.#kept = this.sorted();
  }

  sorted(): Position[] {
    return this.#kept.sort(this.compare).slice(0, this.count);
  }
}

/** As the database makes positions, but of the values themselves. */
const positionIn = (finding: AwsSecurityFinding, key: string, sort: readonly SortBy[]): Position => [
  ...sort.map(({ attribute }) => {
    const [value = null] = valuesOf(attribute, finding);
    return typeof value === 'boolean' ? Number(value) : value;
  }),
  key,
];

/** Findings without a value come before those with one; the key follows the last criterion's direction. */
function comparison(sort: readonly SortBy[]): (one: Position, other: Position) => number {
  const signs = [...sort, ...sort.slice(-1)].map(({ order }) => (order === 'asc' ? 1 : -1));
  return (one, other) => {
    for (const [index, sign] of signs.entries()) {
      const compared = compareValues(one[index] ?? null, other[index] ?? null);
      if (compared !== 0) return sign * compared;
    }
    return 0;
  };
}

function compareValues(one: Position[number], other: Position[number]): number {
  if (one === other) return 0;
  if (one === null || other === null) return one === null ? -1 : 1;
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  // By the bytes of what the database would hold, which is the order of characters.
  return Buffer.compare(Buffer.from(encodeText(String(one))), Buffer.from(encodeText(String(other))));
}
