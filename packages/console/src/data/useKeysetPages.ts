import { useState } from 'react';
import type { Connection } from '../api/connection.js';
import { useHub } from './useHub.js';
import type { Query } from './useQuery.js';

interface Position {
  /** Which list it is a position in. */
  readonly of: string;
  readonly index: number;
  /** Where each page begins that was seen: the first one at the beginning. */
  readonly tokens: readonly (string | undefined)[];
}

export interface Pages<Page> {
  readonly query: Query<Page>;
  /** From 1. */
  readonly index: number;
  /** Of pages that can be gone to now. */
  readonly count: number;
  goTo(index: number): void;
}

/**
 * A list page by page, each of which says where the next begins: of all pages only one is kept, of the others where they
 * begin.
 *
 * @param of names the list: another one is at its first page
 * @param round changes where the same is to be loaded again
 */
export function useKeysetPages<Page extends { readonly next: string | undefined }>(
  of: string,
  load: (connection: Connection, token: string | undefined, signal: AbortSignal) => Promise<Page>,
  round: number,
): Pages<Page> {
  const [kept, setKept] = useState<Position>({ of, index: 1, tokens: [undefined] });
  const position: Position = kept.of === of ? kept : { of, index: 1, tokens: [undefined] };
  const token = position.tokens[position.index - 1];
  const query = useHub(of, (connection, signal) => load(connection, token, signal), `${round} ${token}`);
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
