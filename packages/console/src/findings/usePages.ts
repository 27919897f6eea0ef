import type { Chosen, FindingPage, PageRequest, Sort } from '../api/findings.js';
import { type Pages, useKeysetPages } from '../data/useKeysetPages.js';
import { pageFor } from './ahead.js';

export interface PagedList extends Chosen {
  readonly sort: Sort;
  readonly size: number;
}

/** The call for a page of a list. */
export const pageRequest = (
  { filters, closed, sort, size }: PagedList,
  token?: string | undefined,
): PageRequest => ({ filters, closed, sort, token, size });

/** A list of findings page by page. */
export const usePages = (list: PagedList, round: number): Pages<FindingPage> =>
  useKeysetPages(
    `findings ${JSON.stringify(pageRequest(list))}`,
    (connection, token, signal) => pageFor(connection, pageRequest(list, token), signal),
    round,
  );
