import type { Members } from '../json.js';
import { attributeNamed } from './attributes.js';
import { type KindInUrl, readCondition, writeCondition } from './condition-text.js';
import type { Filters } from './filters.js';

/** Attributes begin with a capital letter; what else an address says does not. */
const ATTRIBUTE = /^[A-Z]\w*$/;

const kindOf = (name: string): KindInUrl =>
  name === 'Keyword' ? 'keyword' : (attributeNamed(name)?.kind ?? 'unknown');

/** Adds filters to the query of an address, one parameter for each condition. */
export function writeFilters(filters: Filters, query: URLSearchParams): void {
  for (const [name, conditions] of Object.entries(filters)) {
    for (const condition of conditions) query.append(name, writeCondition(kindOf(name), condition));
  }
}

export interface ReadFilters {
  readonly filters: Filters;
  /** Parameters that look like conditions and are none: to be told of, not passed over. */
  readonly problems: readonly string[];
}

/** The filters in the query of an address. */
export function readFilters(query: URLSearchParams): ReadFilters {
  const filters = new Map<string, Members[]>();
  const problems: string[] = [];
  for (const [name, text] of query) {
    if (!ATTRIBUTE.test(name)) continue;
    const condition = readCondition(kindOf(name), text);
    if (condition === undefined) problems.push(`${name}=${text}`);
    else filters.set(name, [...(filters.get(name) ?? []), condition]);
  }
  return { filters: Object.fromEntries(filters), problems };
}
