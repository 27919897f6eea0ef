import type { AttributeName } from '../../findings/filter/attributes.js';
import type { SortBy } from '../findings.js';
import { placeOf } from './filter/places.js';
import type { Position } from './filter/sort.js';
import type { Parameter } from './filter/statement.js';
import type { Row, RunQuery } from './statements.js';

type Values = Readonly<Record<string, Parameter>>;

/** The orders that indexes follow, behind the scope. */
const INDEXES: readonly { index: string; attributes: readonly AttributeName[] }[] = [
  { index: 'findings_updated_at', attributes: ['UpdatedAt'] },
  { index: 'findings_created_at', attributes: ['CreatedAt'] },
  { index: 'findings_severity', attributes: ['SeverityNormalized', 'UpdatedAt'] },
];

/**
 * How many rows are looked at along an index before all of a scope are: a few, which tell how many it takes, and as many
 * as take no longer than reading all of some fifty thousand.
 */
const FEW = 400;
const MANY = 4_000;

/** The first rows behind a position, in the order of an index. */
interface Stretch {
  index: string;
  condition: string;
  bounds: Values;
}

interface Search {
  sort: readonly SortBy[];
  after: Position | undefined;
  /** The rows of a full page. */
  wanted: number;
  /** So many rows must be looked at otherwise: to look at more here is not worth it. */
  most: number;
}

/**
 * Looks for a page among the first rows of an order that an index follows, which nearly always saves looking at all.
 *
 * @param rowsOf what the query selects of a stretch
 * @returns undefined if there is no such index, or the page is not full
 */
export function searchStretch(
  { sort, after, wanted, most }: Search,
  scope: Values,
  run: RunQuery,
  rowsOf: (stretch: Stretch) => Row[],
): Row[] | undefined {
  for (const size of [FEW, MANY]) {
    const stretch = firstStretch(sort, after, size, scope, run);
    if (stretch === undefined) return undefined;
    const found = rowsOf(stretch);
    if (found.length >= wanted) return found;
    if (found.length * Math.min(most, MANY) < wanted * FEW) return undefined;
  }
  return undefined;
}

/** Undefined also if there are no more rows than that. */
function firstStretch(
  sort: readonly SortBy[],
  after: Position | undefined,
  size: number,
  scope: Values,
  run: RunQuery,
): Stretch | undefined {
  const found = indexOf(sort);
  if (found === undefined) return undefined;
  const { index, columns, descending } = found;
  const place = after?.slice(0, columns.length) ?? [];
  // Rows without a value come last then, and are not compared.
  if (place.includes(null)) return undefined;
  const row = `(${columns.join(', ')})`;
  const from = place.length === 0 ? [] : [`${row} ${descending ? '<=' : '>='} (${names('from', place)})`];
  const bounds = valuesOf('from', place);
  const [last] = run(
    `SELECT ${columns.join(', ')} FROM findings f INDEXED BY ${index}
      WHERE ${['f.scope = @scope', ...from].join(' AND ')}
      ORDER BY ${columns.map((column) => `${column} ${descending ? 'DESC' : 'ASC'}`).join(', ')}
      LIMIT 1 OFFSET ${size}`,
    { ...scope, ...bounds },
  );
  if (last === undefined || last.includes(null)) return undefined;
  const until = `${row} ${descending ? '>=' : '<='} (${names('until', last)})`;
  return {
    index,
    condition: [...from, until].join(' AND '),
    bounds: { ...bounds, ...valuesOf('until', last) },
  };
}

const names = (prefix: string, values: readonly Parameter[]): string =>
  values.map((_, place) => `@${prefix}${place}`).join(', ');

const valuesOf = (prefix: string, values: readonly Parameter[]): Values =>
  Object.fromEntries(values.map((value, place) => [`${prefix}${place}`, value]));

/** The index that follows an order furthest, with those of its columns that do. */
function indexOf(
  sort: readonly SortBy[],
): { index: string; columns: readonly string[]; descending: boolean } | undefined {
  const [first] = sort;
  const found = INDEXES.find(({ attributes }) => attributes[0] === first?.attribute);
  if (first === undefined || found === undefined) return undefined;
  const descending = first.order === 'desc';
  // Ascending, rows without a value come first, which a comparison leaves out; every finding has an UpdatedAt.
  if (!descending && first.attribute !== 'UpdatedAt') return undefined;
  const columns: string[] = [];
  for (const [place, attribute] of found.attributes.entries()) {
    const criterion = sort[place];
    const column = placeOf(attribute);
    if (criterion?.attribute !== attribute || criterion.order !== first.order) break;
    if (column.kind === 'column') columns.push(column.sql);
  }
  return { index: found.index, columns, descending };
}
