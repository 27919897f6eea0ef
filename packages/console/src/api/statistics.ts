import type { Filters } from '../filter/filters.js';
import { at, listOf, numberAt, textAt } from '../json.js';
import type { Connection } from './connection.js';

export interface ValueCount {
  readonly value: string;
  readonly count: number;
}

export interface Statistics {
  readonly total: number;
  /** For each attribute asked for, its values, the most frequent first. */
  readonly groups: ReadonlyMap<string, readonly ValueCount[]>;
}

const countsOf = (value: unknown): ValueCount[] =>
  listOf(value).map((one) => ({ value: textAt(one, 'Value'), count: numberAt(one, 'Count') }));

/** How many findings the filters select, and how many of them have which value of attributes. */
export async function getStatistics(
  connection: Connection,
  request: { filters: Filters; groupBy: readonly string[]; limit: number },
  signal: AbortSignal,
): Promise<Statistics> {
  const { filters, groupBy, limit } = request;
  const answer = await connection.json({
    method: 'POST',
    path: '/_docket/findings/statistics',
    body: { Filters: filters, GroupBy: groupBy, Limit: limit },
    signal,
  });
  const groups = groupBy.map((name) => [name, countsOf(at(answer, 'Groups', name))] as const);
  return { total: numberAt(answer, 'Total'), groups: new Map(groups) };
}

/** Values that the selected findings have of an attribute and that begin with a text. */
export async function getValues(
  connection: Connection,
  request: { filters: Filters; attribute: string; prefix: string; limit: number },
  signal: AbortSignal,
): Promise<readonly ValueCount[]> {
  const { filters, attribute, prefix, limit } = request;
  const answer = await connection.json({
    method: 'POST',
    path: '/_docket/findings/values',
    body: { Filters: filters, Attribute: attribute, Prefix: prefix, Limit: limit },
    signal,
  });
  return countsOf(at(answer, 'Values'));
}
