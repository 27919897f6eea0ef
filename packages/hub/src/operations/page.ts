import { productKey } from '../products/find.js';
import type { Context } from './operation.js';

/** Where the service has no documented default: as many as a caller may ask for. */
const DEFAULT_SIZE = 100;

export interface PageRequest {
  NextToken?: string;
  /** 1 to 100, as the request check has made sure. */
  MaxResults?: number;
}

export interface Page<Item> {
  items: Item[];
  /** Absent on the last page. */
  NextToken?: string;
}

/** One page of a short list of products or subscriptions, in the order of company and product. See `pageBy`. */
export const pageOf = <Item extends { company: string; product: string }>(
  all: readonly Item[],
  request: PageRequest,
  context: Pick<Context, 'caller' | 'tokens'>,
  query: readonly unknown[],
): Page<Item> => pageBy(all, productKey, request, context, query);

/** One page of a short list of definitions, in the order in which they were created. See `pageBy`. */
export const pageByCreation = <Item extends { createdAt: string; id: string }>(
  all: readonly Item[],
  request: PageRequest,
  context: Pick<Context, 'caller' | 'tokens'>,
  query: readonly unknown[],
): Page<Item> => pageBy(all, ({ createdAt, id }) => `${createdAt} ${id}`, request, context, query);

/**
 * One page of a short list. The token says after which item to go on, not how many to skip, so that a walk sees every
 * item that stays exactly once whatever else comes and goes.
 *
 * @param keyOf the text that the list is ordered by: an item's own, and never changing
 * @param query what the list was asked for; a token works for that only, and for one account and Region
 * @throws ServiceError InvalidInputException for a token that is not from the page before
 */
export function pageBy<Item>(
  all: readonly Item[],
  keyOf: (item: Item) => string,
  request: PageRequest,
  context: Pick<Context, 'caller' | 'tokens'>,
  query: readonly unknown[],
): Page<Item> {
  const { caller, tokens } = context;
  const boundTo = JSON.stringify([caller.account, caller.region, ...query]);
  const after = isFirst(request.NextToken) ? '' : tokens.open(request.NextToken, boundTo);
  const rest = all
    .map((item) => ({ item, key: keyOf(item) }))
    .filter(({ key }) => key > after)
    .sort((left, right) => (left.key < right.key ? -1 : 1));
  const page = rest.slice(0, request.MaxResults ?? DEFAULT_SIZE);
  const last = page.at(-1);
  return {
    items: page.map(({ item }) => item),
    ...(last !== undefined && page.length < rest.length && { NextToken: tokens.seal(last.key, boundTo) }),
  };
}

/** The service's documentation has callers send the word NULL for the first page. */
export const isFirst = (token: string | undefined): token is undefined | '' | 'NULL' =>
  token === undefined || token === '' || token === 'NULL';
