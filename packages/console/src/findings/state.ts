import type { Closed, Sort } from '../api/findings.js';
import { type AttributeName, attributeNamed, isAttributeName } from '../filter/attributes.js';
import { DEFAULT_FILTERS, type Filters, isEmpty } from '../filter/filters.js';
import { readFilters, writeFilters } from '../filter/url.js';

export const DEFAULT_COLUMNS: readonly AttributeName[] = [
  'SeverityLabel',
  'Title',
  'ResourceId',
  'ProductName',
  'WorkflowStatus',
  'UpdatedAt',
];

export const DEFAULT_SORT: Sort = { attribute: 'UpdatedAt', descending: true };

/** What the list of findings shows: all of it is in the address, so that a reload or a colleague sees the same. */
export interface ListState {
  readonly filters: Filters;
  /** Only what was closed on a day. */
  readonly closed: Closed | undefined;
  readonly sort: Sort;
  /** Undefined: what this person has chosen before. */
  readonly columns: readonly AttributeName[] | undefined;
  /** The values of this attribute are listed instead of findings. */
  readonly group: AttributeName | undefined;
  /** The saved view that it began with. */
  readonly view: string | undefined;
}

/** What else the address of the list says: the Region, and what is open beside it. */
const BESIDES = ['region', 'finding', 'of', 'tab'];

export interface ReadState {
  readonly state: ListState;
  /** What of the address was not understood. */
  readonly problems: readonly string[];
}

const CLOSED = /^(resolved|archived):(\d{4}-\d\d-\d\d)$/;

function readClosed(text: string): Closed | undefined {
  const [, event, day] = CLOSED.exec(text) ?? [];
  return day === undefined ? undefined : { event: event === 'resolved' ? 'Resolved' : 'Archived', day };
}

export function readState(query: URLSearchParams): ReadState {
  const { filters, problems: notUnderstood } = readFilters(query);
  const problems = [...notUnderstood];
  const sort = query.get('sort') ?? '';
  const sorted = attributeNamed(sort.replace(/^-/, ''));
  const columns = (query.get('columns') ?? '').split(',').filter(isAttributeName);
  const group = query.get('group') ?? '';
  const inAddress = query.get('closed');
  const closed = inAddress === null ? undefined : readClosed(inAddress);
  if (inAddress !== null && closed === undefined) problems.push(`closed=${inAddress}`);
  const isFresh =
    isEmpty(filters) && closed === undefined && problems.length === 0 && query.get('filter') !== 'none';
  return {
    state: {
      filters: isFresh ? DEFAULT_FILTERS : filters,
      closed,
      sort: sorted?.sortable ? { attribute: sorted.name, descending: sort.startsWith('-') } : DEFAULT_SORT,
      columns: columns.length > 0 ? columns : undefined,
      // Their values are counted by filters alone.
      group: isAttributeName(group) && closed === undefined ? group : undefined,
      view: query.get('view') ?? undefined,
    },
    problems,
  };
}

export function writeState({ filters, closed, sort, columns, group, view }: ListState): URLSearchParams {
  const query = new URLSearchParams();
  writeFilters(filters, query);
  // Nothing at all would mean the usual filters.
  if (isEmpty(filters) && closed === undefined) query.set('filter', 'none');
  if (closed !== undefined) query.set('closed', `${closed.event.toLowerCase()}:${closed.day}`);
  if (sort.attribute !== DEFAULT_SORT.attribute || sort.descending !== DEFAULT_SORT.descending) {
    query.set('sort', `${sort.descending ? '-' : ''}${sort.attribute}`);
  }
  if (columns !== undefined) query.set('columns', columns.join());
  if (group !== undefined) query.set('group', group);
  if (view !== undefined) query.set('view', view);
  return query;
}

/** The query of a list of what filters select, in the usual columns and order. */
export const listQuery = (filters: Filters, closed?: Closed): URLSearchParams =>
  writeState({ filters, closed, sort: DEFAULT_SORT, columns: undefined, group: undefined, view: undefined });

/** What of an address a saved view keeps. */
export function savedQuery(query: URLSearchParams): string {
  const kept = new URLSearchParams(query);
  for (const name of [...BESIDES, 'view']) kept.delete(name);
  return kept.toString();
}
