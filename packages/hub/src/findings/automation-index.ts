import type { AttributeName } from './filter/attributes.js';
import type { FindingValues } from './filter/finding-values.js';
import type { Filter, StringLeaf } from './filter/tree.js';

/**
 * Tells which of many filters a finding may pass, so that the others need not be asked. Of each filter it knows one
 * condition of the kind "this attribute equals one of these", the one that fewest of the others share: product, check
 * or resource type rather than ACTIVE.
 */
export class FilterIndex {
  /** Attribute → value → the places of the filters that want it. */
  readonly #wanted = new Map<AttributeName, Map<string, number[]>>();
  /** The places of filters without such a condition. */
  readonly #always: number[] = [];

  constructor(filters: readonly Filter[]) {
    const choices = filters.map(equalities);
    const uses = new Map<string, number>();
    for (const key of choices.flat().flatMap(keysOf)) uses.set(key, (uses.get(key) ?? 0) + 1);
    const usesOf = (leaf: StringLeaf) => keysOf(leaf).reduce((sum, key) => sum + (uses.get(key) ?? 0), 0);
    for (const [place, leaves] of choices.entries()) {
      const [rarest] = leaves.sort((one, other) => usesOf(one) - usesOf(other));
      if (rarest === undefined) this.#always.push(place);
      else this.#add(rarest, place);
    }
  }

  /** The places of the filters that a finding with these values may pass. */
  candidates(values: FindingValues): ReadonlySet<number> {
    const found = new Set(this.#always);
    for (const [attribute, places] of this.#wanted) {
      for (const value of values.of(attribute)) {
        for (const place of places.get(String(value)) ?? NONE) found.add(place);
      }
    }
    return found;
  }

  #add({ attribute, values }: StringLeaf, place: number): void {
    const places = this.#wanted.get(attribute) ?? new Map<string, number[]>();
    this.#wanted.set(attribute, places);
    for (const value of values) places.set(value, [...(places.get(value) ?? []), place]);
  }
}

/** The conditions of a filter that want an attribute to have one of some values. */
function equalities(filter: Filter): StringLeaf[] {
  if (filter.kind === 'and') return filter.of.flatMap(equalities);
  return filter.kind === 'string' && filter.comparison === 'EQUALS' ? [filter] : [];
}

const keysOf = ({ attribute, values }: StringLeaf): string[] =>
  values.map((value) => `${attribute} ${value}`);

const NONE: readonly number[] = [];
