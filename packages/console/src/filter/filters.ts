import { isMembers, listOf, type Members, membersOf } from '../json.js';

/**
 * Filters of findings as the API has them: all attributes must hold; of one attribute's conditions any positive one and
 * every negative one. Also what this console does not know is kept, so that nothing that a filter says gets lost.
 */
export type Filters = Readonly<Record<string, readonly Members[]>>;

/** The comparisons of texts in the API, and how the filter box writes them. */
export const COMPARISONS: ReadonlyMap<string, string> = new Map([
  ['=', 'EQUALS'],
  ['!=', 'NOT_EQUALS'],
  ['^', 'PREFIX'],
  ['!^', 'PREFIX_NOT_EQUALS'],
  [':', 'CONTAINS'],
  ['!:', 'NOT_CONTAINS'],
  ['~', 'CONTAINS_WORD'],
]);

/** The same the other way around. */
export const OPERATORS: ReadonlyMap<string, string> = new Map(
  [...COMPARISONS].map(([operator, comparison]) => [comparison, operator]),
);

/** Those that maps of texts have. */
export const MAP_OPERATORS: readonly string[] = ['=', '!=', ':', '!:'];

/** The bounds of numbers in the API, and how the filter box writes them. */
export const BOUNDS: ReadonlyMap<string, string> = new Map([
  ['=', 'Eq'],
  ['>', 'Gt'],
  ['>=', 'Gte'],
  ['<', 'Lt'],
  ['<=', 'Lte'],
]);

/** Filters out of JSON: attributes without conditions say nothing and are left out. */
export function filtersOf(value: unknown): Filters {
  const found = Object.entries(membersOf(value)).map(([name, conditions]): [string, Members[]] => [
    name,
    listOf(conditions).filter(isMembers),
  ]);
  return Object.fromEntries(found.filter(([, conditions]) => conditions.length > 0));
}

export const isEmpty = (filters: Filters): boolean =>
  Object.values(filters).every((conditions) => conditions.length === 0);

export const equals = (...values: readonly string[]): readonly Members[] =>
  values.map((Value) => ({ Value, Comparison: 'EQUALS' }));

/** The same filters with other conditions for an attribute; none take it out. */
export function withConditions(filters: Filters, name: string, conditions: readonly Members[]): Filters {
  const { [name]: _, ...others } = filters;
  return conditions.length === 0 ? others : { ...others, [name]: conditions };
}

/** The same filters, and only findings with this value of an attribute. */
export const withValue = (
  filters: Filters,
  { name, kind }: { name: string; kind: string },
  value: string,
): Filters => withConditions(filters, name, kind === 'ip' ? [{ Cidr: value }] : equals(value));

/** What a fresh look at findings shows: what is still there and not yet decided. */
export const DEFAULT_FILTERS: Filters = {
  RecordState: equals('ACTIVE'),
  WorkflowStatus: equals('NEW', 'NOTIFIED'),
};
