import type { AttributeName } from './attributes.js';
import { type FilterValue, textOf } from './members.js';
import type { Place } from './place.js';
import { and, type Filter, leaf, not, or, type StringComparison } from './tree.js';

/** To look for a longer text in every place of another would take too long. */
const MAX_SOUGHT_LENGTH = 1_024;

const POSITIVE: readonly StringComparison[] = ['EQUALS', 'PREFIX', 'CONTAINS', 'CONTAINS_WORD'];
const NEGATIVE: ReadonlyMap<string, StringComparison> = new Map([
  ['NOT_EQUALS', 'EQUALS'],
  ['PREFIX_NOT_EQUALS', 'PREFIX'],
  ['NOT_CONTAINS', 'CONTAINS'],
]);

/** The comparisons that do not go with every other, and what they go with: service documentation. */
const GOES_WITH: ReadonlyMap<string, readonly string[]> = new Map([
  ['CONTAINS', ['CONTAINS']],
  ['NOT_CONTAINS', ['NOT_CONTAINS']],
  ['EQUALS', ['EQUALS', 'PREFIX', 'CONTAINS_WORD']],
]);

/** Positive conditions, of which one must hold, and those that must not hold. */
interface Sides {
  readonly anyOf: readonly Filter[];
  readonly noneOf: readonly Filter[];
}

interface Compared {
  readonly comparison: string;
  readonly value: string;
}

/** Filters of a string attribute. */
export function parseStrings(attribute: AttributeName, values: readonly FilterValue[], place: Place): Filter {
  const compared = values.map((value, index) => comparedOf(value, place.item(index)));
  const sides = sidesOf(compared, place, (comparison, texts) =>
    leaf({ kind: 'string', attribute, comparison, values: texts }),
  );
  return join([sides]);
}

/**
 * Filters of a map attribute. As for strings, positive ones are ORed and negative ones ANDed, over all keys; which
 * comparisons go together is a matter of each key, as a map's key is the field that they compare.
 */
export function parseMaps(attribute: AttributeName, values: readonly FilterValue[], place: Place): Filter {
  const byKey = new Map<string, Compared[]>();
  for (const [index, value] of values.entries()) {
    const key = textOf(value, 'Key', place.item(index));
    const compared = comparedOf(value, place.item(index));
    byKey.set(key, [...(byKey.get(key) ?? []), compared]);
  }
  const sides = [...byKey].map(([key, compared]) =>
    sidesOf(compared, place, (comparison, texts) => {
      if (comparison !== 'EQUALS' && comparison !== 'CONTAINS') throw notAllowed(place);
      return leaf({ kind: 'map', attribute, key, comparison, values: texts });
    }),
  );
  return join(sides);
}

function join(sides: readonly Sides[]): Filter {
  const anyOf = sides.flatMap((side) => side.anyOf);
  const noneOf = sides.flatMap((side) => side.noneOf);
  return and([...(anyOf.length > 0 ? [or(anyOf)] : []), ...noneOf.map(not)]);
}

function sidesOf(
  compared: readonly Compared[],
  place: Place,
  leafOf: (comparison: StringComparison, values: readonly string[]) => Filter,
): Sides {
  refuseCombinations(new Set(compared.map(({ comparison }) => comparison)), place);
  const leaves = (sent: string, comparison: StringComparison): Filter[] => {
    const values = compared.flatMap((one) => (one.comparison === sent ? [one.value] : []));
    return values.length === 0 ? [] : [leafOf(comparison, [...new Set(values)])];
  };
  return {
    anyOf: POSITIVE.flatMap((comparison) => leaves(comparison, comparison)),
    noneOf: [...NEGATIVE].flatMap(([sent, comparison]) => leaves(sent, comparison)),
  };
}

function refuseCombinations(comparisons: ReadonlySet<string>, place: Place): void {
  for (const [one, others] of GOES_WITH) {
    const wrong = comparisons.has(one) && [...comparisons].find((other) => !others.includes(other));
    if (wrong) throw place.refusal(`should NOT have ${one} together with ${wrong}`);
  }
}

/** A filter without a Comparison compares by EQUALS. */
function comparedOf(value: FilterValue, place: Place): Compared {
  const { Comparison: comparison = 'EQUALS' } = value;
  if (
    typeof comparison !== 'string' ||
    !(POSITIVE.some((one) => one === comparison) || NEGATIVE.has(comparison))
  ) {
    throw notAllowed(place.member('Comparison'));
  }
  const maxLength = comparison.includes('CONTAINS') ? MAX_SOUGHT_LENGTH : undefined;
  return { comparison, value: textOf(value, 'Value', place, maxLength) };
}

const notAllowed = (place: Place) => place.refusal('should be equal to one of the allowed values');
