import { type AttributeName, attributeNamed } from '../../../findings/filter/attributes.js';
import type { SortBy } from '../../findings.js';
import { columnOf } from './columns.js';
import { valueInDocument } from './document-sql.js';
import type { Parameter, Parameters } from './statement.js';

/** Where a page ended: the values it was sorted by, and the key, which decides between equals. */
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
const KEY: Term = { expression: 'f.key', descending: false, always: true };

/** The order of a query: its criteria, and the key last. Findings without a value come before those with one. */
export class Order {
  readonly #terms: readonly Term[];

  constructor(criteria: readonly SortBy[]) {
    const terms = criteria.map(({ attribute, order }): Term => {
      return {
        expression: sortValue(attribute),
        descending: order === 'desc',
        always: ALWAYS.has(attribute),
      };
    });
    // The key follows the last criterion's direction, so that one index serves both.
    this.#terms = [...terms, { ...KEY, descending: terms.at(-1)?.descending ?? false }];
  }

  /** Columns to select for the position of a row, in its order. */
  get columns(): string {
    return this.#terms.map(({ expression }, index) => `${expression} AS s${index}`).join(', ');
  }

  get size(): number {
    return this.#terms.length;
  }

  get orderBy(): string {
    return this.#terms
      .map(({ expression, descending }) => `${expression} ${descending ? 'DESC' : 'ASC'}`)
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
  const column = columnOf(name);
  if (column !== undefined) return column;
  const attribute = attributeNamed(name);
  const value = valueInDocument(attribute);
  if (attribute.absent !== undefined) return `coalesce(${value}, ${Number(attribute.absent)})`;
  if (attribute.kind === 'date') return `docket_instant(${value})`;
  return attribute.kind === 'ip' ? `docket_address(${value})` : value;
}
