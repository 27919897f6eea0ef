import { useState } from 'react';
import type { Chosen, FindingPage, PageRequest, Sort } from '../api/findings.js';
import { useHub } from '../data/useHub.js';
import type { Query } from '../data/useQuery.js';
import { pageFor } from './ahead.js';

interface Position {
  /** Which list it is a position in. */
  readonly of: string;
  readonly index: number;
  /** Where each page begins that was seen: the first one at the beginning. */
  readonly tokens: readonly (string | undefined)[];
}

export interface Pages {
  readonly query: Query<FindingPage>;
  /** From 1. */
  readonly index: number;
  /** Of pages that can be gone to now. */
  readonly count: number;
  goTo(index: number): void;
}

export interface PagedList extends Chosen {
  readonly sort: Sort;
  readonly size: number;
}

/** The call for a page of a list. */
export const pageRequest = (
  { filters, closed, sort, size }: PagedList,
  token?: string | undefined,
): PageRequest => ({ filters, closed, sort, token, size });

/** A list of findings page by page: of all pages only one is kept, of the others where they begin. */
export function usePages(list: PagedList, round: number): Pages {
  const of = JSON.stringify(pageRequest(list));
  const [kept, setKept] = useState<Position>({ of, index: 1, tokens: [undefined] });
  const position: Position = kept.of === of ? kept : { of, index: 1, tokens: [undefined] };
  const token = position.tokens[position.index - 1];
  const query = useHub(
    `findings ${of}`,
    (connection, signal) => pageFor(connection, pageRequest(list, token), signal),
    `${round} ${token}`,
  );
  const next = query.loading ? undefined : query.data?.next;
  const tokens =
    next === undefined || position.tokens.length > position.index
      ? position.tokens
      : [...position.tokens, next];
  return {
    query,
    index: position.index,
    count: tokens.length,
    goTo: (index) => {
      if (index >= 1 && index <= tokens.length) setKept({ of, index, tokens });
    },
  };
}
