import { type AttributeName, attributeNamed } from '../../../findings/filter/attributes.js';
import type { SortBy } from '../../findings.js';
import { valueInDocument } from './document-sql.js';
import { placeOf, type Table } from './places.js';
import type { Parameter, Parameters } from './statement.js';

/** Where a page ended: the values it was sorted by, and the row's number, which decides between equals. */
export type Position = readonly Parameter[];

interface Term {
  expression: string;
  descending: boolean;
  /** Every finding has a value. */
  always: boolean;
}

const ALWAYS: ReadonlySet<AttributeName> = new Set([
  'UpdatedAt',
  'ProductArn',
  'AwsAccountId',
  'Id',
  'Region',
]);
const ROW: Term = { expression: 'f.rid', descending: false, always: true };

/**
 * The order of a query: its criteria, and the number of the row last, which never changes. Findings without a value
 * come before those with one.
 */
export class Order {
  readonly #terms: readonly Term[];
  /** The tables that it reads. */
  readonly tables: ReadonlySet<Table>;

  constructor(criteria: readonly SortBy[]) {
    const terms = criteria.map(({ attribute, order }): Term => {
      return {
        expression: sortValue(attribute),
        descending: order === 'desc',
        always: ALWAYS.has(attribute),
      };
    });
    this.tables = new Set(criteria.map(({ attribute }) => placeOf(attribute).table));
    // The row follows the last criterion's direction, so that one index serves both.
    this.#terms = [...terms, { ...ROW, descending: terms.at(-1)?.descending ?? false }];
  }

  /** Columns to select for the position of a row, in its order. */
  get columns(): string {
    return this.#terms.map(({ expression }, index) => `${expression} AS s${index}`).join(', ');
  }

  /**
   * @param along whether rows come in the order of an index already. Otherwise the sign before a column keeps the
   *   engine from walking along an index, which is slower than reading all rows and sorting what passes
   */
  orderBy(along: boolean): string {
    const sign = along || this.#terms.length === 1 ? '' : '+';
    return this.#terms
      .map(({ expression, descending }) => `${sign}${expression} ${descending ? 'DESC' : 'ASC'}`)
      .join(', ');
  }

  /** The condition of being behind a position. */
  after(position: Position, parameters: Parameters): string {
    const [first] = this.#terms;
    if (this.#terms.every(({ always, descending }) => always && descending === first?.descending)) {
      // One comparison of rows, which an index can start at.
      const row = this.#terms.map(({ expression }) => expression).join(', ');
      return `(${row}) ${first?.descending ? '<' : '>'} (${parameters.list([...position])})`;
    }
    const cases = this.#terms.map((term, index) => {
      const equal = this.#terms
        .slice(0, index)
        .map(({ expression }, before) => `${expression} IS ${parameters.bind(position[before] ?? null)}`);
      return [...equal, beyond(term, position[index] ?? null, parameters)].join(' AND ');
    });
    return `(${cases.map((one) => `(${one})`).join(' OR ')})`;
  }
}

function beyond({ expression, descending }: Term, value: Parameter, parameters: Parameters): string {
  if (value === null) return descending ? '0' : `${expression} IS NOT NULL`;
  return descending
    ? `(${expression} < ${parameters.bind(value)} OR ${expression} IS NULL)`
    : `${expression} > ${parameters.bind(value)}`;
}

function sortValue(name: AttributeName): string {
  const place = placeOf(name);
  if (place.kind === 'column') return place.sql;
  const attribute = attributeNamed(name);
  // An attribute that findings can be sorted by has at most one value.
  const value =
    place.kind === 'facet' ? `json_extract(${place.sql}, '${place.path}[0]')` : valueInDocument(attribute);
  if (attribute.absent !== undefined) return `coalesce(${value}, ${Number(attribute.absent)})`;
  if (attribute.kind === 'date') return `docket_instant(${value})`;
  return attribute.kind === 'ip' ? `docket_address(${value})` : value;
}
