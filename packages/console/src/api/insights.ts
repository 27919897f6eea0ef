import { type Filters, filtersOf } from '../filter/filters.js';
import { at, listOf, numberAt, textAt } from '../json.js';
import type { Connection } from './connection.js';
import { allItems } from './paged.js';
import type { ValueCount } from './statistics.js';

export interface Insight {
  readonly arn: string;
  readonly name: string;
  readonly filters: Filters;
  readonly groupBy: string;
  /** One that comes with the hub, and cannot be changed. */
  readonly managed: boolean;
}

const MANAGED = /:insight\/securityhub\//;
/** The numbers of the insights that every hub has. The list of insights has only those that somebody made. */
export const MANAGED_NUMBERS: readonly number[] = [
  1, 10, 3, 14, 9, 6, 7, 8, 11, 12, 13, 16, 17, 18, 19, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33,
  34, 35, 36, 37,
];

const insightOf = (value: unknown): Insight => ({
  arn: textAt(value, 'InsightArn'),
  name: textAt(value, 'Name'),
  filters: filtersOf(at(value, 'Filters')),
  groupBy: textAt(value, 'GroupByAttribute'),
  managed: MANAGED.test(textAt(value, 'InsightArn')),
});

/** Those that somebody made, then those that every hub has. */
export async function listInsights(connection: Connection, signal: AbortSignal): Promise<Insight[]> {
  const all = (InsightArns: readonly string[]) =>
    allItems(connection, 'Insights', (token) => ({
      method: 'POST',
      path: '/insights/get',
      body: { InsightArns, MaxResults: 100, ...(token !== undefined && { NextToken: token }) },
      signal,
    }));
  const managed = MANAGED_NUMBERS.map(
    (number) => `arn:aws:securityhub:::insight/securityhub/default/${number}`,
  );
  const found = await Promise.all([all([]), all(managed)]);
  return found.flat().map(insightOf);
}

/** Throws Failure: ResourceNotFoundException. */
export async function getInsight(connection: Connection, arn: string, signal: AbortSignal): Promise<Insight> {
  const answer = await connection.json({
    method: 'POST',
    path: '/insights/get',
    body: { InsightArns: [arn] },
    signal,
  });
  return insightOf(listOf(at(answer, 'Insights'))[0]);
}

/** The values by which an insight groups, the most frequent first. */
export async function getInsightResults(
  connection: Connection,
  arn: string,
  signal: AbortSignal,
): Promise<ValueCount[]> {
  const path = `/insights/results/${encodeURIComponent(arn)}`;
  const answer = await connection.json({ method: 'GET', path, signal });
  return listOf(at(answer, 'InsightResults', 'ResultValues')).map((one) => ({
    value: textAt(one, 'GroupByAttributeValue'),
    count: numberAt(one, 'Count'),
  }));
}

export interface InsightDraft {
  readonly name: string;
  readonly filters: Filters;
  readonly groupBy: string;
}

const bodyOf = ({ name, filters, groupBy }: InsightDraft) => ({
  Name: name,
  Filters: filters,
  GroupByAttribute: groupBy,
});

/** @returns the ARN of the new insight */
export async function createInsight(connection: Connection, draft: InsightDraft): Promise<string> {
  const answer = await connection.json({ method: 'POST', path: '/insights', body: bodyOf(draft) });
  return textAt(answer, 'InsightArn');
}

export async function updateInsight(connection: Connection, arn: string, draft: InsightDraft): Promise<void> {
  const path = `/insights/${encodeURIComponent(arn)}`;
  await connection.json({ method: 'PATCH', path, body: bodyOf(draft) });
}

export async function deleteInsight(connection: Connection, arn: string): Promise<void> {
  await connection.json({ method: 'DELETE', path: `/insights/${encodeURIComponent(arn)}` });
}
