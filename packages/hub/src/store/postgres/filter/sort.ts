import { type AttributeName, attributeNamed } from '../../../findings/filter/attributes.js';
import type { SortBy } from '../../findings.js';
import { keyStart, valueStart } from '../facets.js';
import { firstItem } from '../lists.js';
import type { Parameters } from './parameters.js';
import { placeOf, type Table } from './places.js';

/** Where a page ended: the values it was sorted by, and the finding's key, which decides between equals. */
export type Position = readonly (string | number | null)[];

interface Term {
  expression: string;
  type: 'text' | 'number';
  descending: boolean;
  /** Every finding has a value. */
  always: boolean;
}

const ALWAYS: ReadonlySet<AttributeName> = new Set(['UpdatedAt', 'ProductArn', 'Id']);
/** Of one account in one Region, all findings are the same. */
const CONSTANT: ReadonlySet<AttributeName> = new Set(['AwsAccountId', 'Region']);

/** Orders that indexes follow, by the columns behind the account and the Region. */
const INDEXES: readonly (readonly string[])[] = [
  ['f.key'],
  ['f.updated_at', 'f.key'],
  ['f.created_at', 'f.key'],
  ['f.severity_normalized', 'f.updated_at', 'f.key'],
];

/**
 * The order of a query: its criteria, and the finding's key last, which never changes. Findings without a value come
 * before those with one.
 */
export class Order {
  readonly #terms: readonly Term[];
  /** The tables that it reads. */
  readonly tables: ReadonlySet<Table>;

  /** @param criteria none of an attribute that only documents have */
  constructor(criteria: readonly SortBy[]) {
    const terms = criteria.flatMap(({ attribute, order }): Term[] => {
      if (CONSTANT.has(attribute)) return [];
      return [{ ...sortValue(attribute), descending: order === 'desc', always: ALWAYS.has(attribute) }];
    });
    this.tables = new Set(criteria.map(({ attribute }) => placeOf(attribute).table));
    // The key follows the last criterion's direction, so that one index serves both.
    const descending = criteria.at(-1)?.order === 'desc';
    this.#terms = [...terms, { expression: 'f.key', type: 'text', descending, always: true }];
  }

  /** Columns to select for the position of a finding, in its order: the last is its key. */
  get columns(): string[] {
    return this.#terms.map(({ expression }) => expression);
  }

  /** Whether an index has the findings of a scope in this order. */
  get alongIndex(): boolean {
    return this.#oneDirection && INDEXES.some((index) => index.join() === this.columns.join());
  }

  /** Whether findings come by their severity first, the most severe before all others. */
  get fromMostSevere(): boolean {
    const [first] = this.#terms;
    return first?.expression === 'f.severity_normalized' && first.descending;
  }

  /**
   * @param along whether to walk along the index that has this order. Otherwise the first column is hidden, which keeps the
   *   planner from doing so: reading all findings of a scope and sorting what passes is quicker
   */
  orderBy(along: boolean): string {
    return this.#terms
      .map(({ expression, type, descending, always }, index) => {
        const value = along || index > 0 ? expression : hidden(expression, type);
        const nulls = always ? '' : descending ? ' NULLS LAST' : ' NULLS FIRST';
        return `${value} ${descending ? 'DESC' : 'ASC'}${nulls}`;
      })
      .join(', ');
  }

  /** The condition of being behind a position. */
  after(position: Position, parameters: Parameters): string {
    if (this.#oneDirection && this.#terms.every(({ always }) => always))
      return this.row(position, parameters);
    const cases = this.#terms.map((term, index) => {
      const equal = this.#terms
        .slice(0, index)
        .map(({ expression }, before) => same(expression, position[before] ?? null, parameters));
      return [...equal, beyond(term, position[index] ?? null, parameters)].join(' AND ');
    });
    return `(${cases.map((one) => `(${one})`).join(' OR ')})`;
  }

  /**
   * One comparison of rows, which an index can start at, for an order in one direction. It leaves out findings that lack a
   * value.
   *
   * @param position of a finding that has all values
   */
  row(position: Position, parameters: Parameters): string {
    const values = position.map((value) => parameters.bind(value ?? ''));
    return `(${this.columns.join(', ')}) ${this.#terms[0]?.descending ? '<' : '>'} (${values.join(', ')})`;
  }

  get #oneDirection(): boolean {
    return this.#terms.every(({ descending }) => descending === this.#terms[0]?.descending);
  }
}

/** The same order, but not one that an index has. */
const hidden = (expression: string, type: Term['type']): string =>
  type === 'text' ? `${expression} COLLATE "POSIX"` : `${expression} + 0`;

const same = (expression: string, value: string | number | null, parameters: Parameters): string =>
  value === null ? `${expression} IS NULL` : `${expression} = ${parameters.bind(value)}`;

function beyond(
  { expression, descending }: Term,
  value: string | number | null,
  parameters: Parameters,
): string {
  if (value === null) return descending ? 'FALSE' : `${expression} IS NOT NULL`;
  const place = parameters.bind(value);
  return descending ? `(${expression} < ${place} OR ${expression} IS NULL)` : `${expression} > ${place}`;
}

function sortValue(name: AttributeName): Pick<Term, 'expression' | 'type'> {
  const place = placeOf(name);
  switch (place.kind) {
    case 'column':
      return { expression: place.sql, type: place.type };
    case 'facet': {
      // An attribute that findings can be sorted by has at most one value.
      const start = attributeNamed(name).kind === 'ip' ? keyStart(place.facet) : valueStart(place.facet);
      return { expression: firstItem('x.facets', start), type: 'text' };
    }
    default:
      throw new Error(`findings are not sorted by ${name} in the database`);
  }
}
