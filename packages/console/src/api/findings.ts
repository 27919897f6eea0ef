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

/** A day's number of the trend: what was closed so on it is in histories, which filters know nothing of. */
export interface Closed {
  readonly event: 'Resolved' | 'Archived';
  /** `2026-03-04`, in UTC. */
  readonly day: string;
}

/** Which findings: those of a filter, or of these the ones that were closed on a day. */
export interface Chosen {
  readonly filters: Filters;
  readonly closed?: Closed | undefined;
}

export interface PageRequest extends Chosen {
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

const CLOSED_PATH = '/_docket/findings/closed';

/** As the hub names it. */
export const closingOf = ({ event, day }: Closed) => ({ Event: event, Date: day });

export async function getFindings(
  connection: Connection,
  { filters, closed, sort, token, size }: PageRequest,
  signal?: AbortSignal,
): Promise<FindingPage> {
  const answer = await connection.json({
    method: 'POST',
    path: closed === undefined ? '/findings' : CLOSED_PATH,
    body: {
      Filters: filters,
      ...(closed && closingOf(closed)),
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
  { filters, closed }: Chosen,
  signal: AbortSignal,
): Promise<number> {
  const answer = await connection.json({
    method: 'POST',
    path: closed === undefined ? '/_docket/findings/count' : CLOSED_PATH,
    body: { Filters: filters, ...(closed && { ...closingOf(closed), MaxResults: 1 }) },
    signal,
  });
  return numberAt(answer, 'Count');
}
