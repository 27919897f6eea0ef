import type { Filters } from '../filter/filters.js';
import { at, listOf, type Members, membersOf, numberAt, textAt, textOf } from '../json.js';
import type { Connection } from './connection.js';

/** A finding as the hub has it. What providers put into it is anything. */
export type Finding = Members;

/** Names one finding within an account and Region. */
export interface Identifier {
  readonly Id: string;
  readonly ProductArn: string;
}

export interface Sort {
  readonly attribute: string;
  readonly descending: boolean;
}

export interface PageRequest {
  readonly filters: Filters;
  readonly sort?: Sort | undefined;
  readonly token?: string | undefined;
  /** At most 100. */
  readonly size: number;
}

export interface FindingPage {
  readonly findings: readonly Finding[];
  /** Absent on the last page. */
  readonly next: string | undefined;
}

export const identifierOf = (finding: Finding): Identifier => ({
  Id: textAt(finding, 'Id'),
  ProductArn: textAt(finding, 'ProductArn'),
});

/** Tells findings apart within an account and Region. No product ARN has a space. */
export const keyOf = ({ Id, ProductArn }: Identifier): string => `${ProductArn} ${Id}`;

export async function getFindings(
  connection: Connection,
  { filters, sort, token, size }: PageRequest,
  signal?: AbortSignal,
): Promise<FindingPage> {
  const answer = await connection.json({
    method: 'POST',
    path: '/findings',
    body: {
      Filters: filters,
      MaxResults: size,
      ...(sort && {
        SortCriteria: [{ Field: sort.attribute, SortOrder: sort.descending ? 'desc' : 'asc' }],
      }),
      ...(token !== undefined && { NextToken: token }),
    },
    signal,
  });
  return {
    findings: listOf(at(answer, 'Findings')).map(membersOf),
    next: textOf(at(answer, 'NextToken')),
  };
}

/** Undefined if there is no such finding. */
export async function getFinding(
  connection: Connection,
  { Id, ProductArn }: Identifier,
  signal: AbortSignal,
): Promise<Finding | undefined> {
  const equal = (Value: string) => [{ Value, Comparison: 'EQUALS' }];
  const filters = { Id: equal(Id), ProductArn: equal(ProductArn) };
  const { findings } = await getFindings(connection, { filters, size: 1 }, signal);
  return findings[0];
}

export async function countFindings(
  connection: Connection,
  filters: Filters,
  signal: AbortSignal,
): Promise<number> {
  const answer = await connection.json({
    method: 'POST',
    path: '/_docket/findings/count',
    body: { Filters: filters },
    signal,
  });
  return numberAt(answer, 'Count');
}
