import { type Facets, facetNumber } from '../../findings/facets.js';
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

/** The list that a finding's facets are stored as. */
export function facetList(facets: Facets): string {
  const items: string[] = [];
  for (const [facet, values] of facets) {
    const start = valueStart(facet);
    for (const value of values) items.push(start + value);
    if (ADDRESSES.has(facet)) for (const value of values) items.push(...keyOf(facet, value));
  }
  return listText(items);
}

function keyOf(facet: number, address: string): string[] {
  const key = addressKey(address);
  return key === undefined ? [] : [keyStart(facet) + key];
}
