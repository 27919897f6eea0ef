import { facetNumber } from '../../findings/facets.js';
import { addressKey } from '../../findings/filter/address.js';
import { ATTRIBUTES } from '../../findings/filter/attributes.js';
import { listText } from './lists.js';

/** Facets whose values are addresses. */
const ADDRESSES: ReadonlySet<number | undefined> = new Set(
  [...ATTRIBUTES.values()].filter(({ kind }) => kind === 'ip').map(({ name }) => facetNumber(name)),
);

/** How the items of a facet's values begin in the list of all facets; those of addresses' keys in another way. */
export const valueStart = (facet: number): string => `${facet}:`;
export const keyStart = (facet: number): string => `k${facet}:`;

/**
 * The list that a finding's facets are stored as.
 *
 * @param facets JSON text as `findings/facets.ts` makes it
 */
export function facetList(facets: string): string {
  const items: string[] = [];
  // Lists of texts, and nothing else.
  const parsed: Record<string, string[]> = JSON.parse(facets);
  for (const [name, values] of Object.entries(parsed)) {
    const facet = Number(name);
    for (const value of values) items.push(valueStart(facet) + value);
    if (ADDRESSES.has(facet)) for (const value of values) items.push(...keyOf(facet, value));
  }
  return listText(items);
}

function keyOf(facet: number, address: string): string[] {
  const key = addressKey(address);
  return key === undefined ? [] : [keyStart(facet) + key];
}
