import { parseCidr } from '../../access/cidr.js';
import { addressRange } from './address.js';
import type { AttributeName } from './attributes.js';
import { empty, type FilterValue, missing, textOf } from './members.js';
import type { Place } from './place.js';
import { type Filter, leaf, type Range } from './tree.js';
import { wordsOf } from './words.js';

/** Longer than any address block is written. */
const MAX_CIDR_LENGTH = 64;
const MAX_KEYWORD_LENGTH = 512;

/** Number filters: the bounds of one hold together, any of several suffices. */
export function parseNumbers(attribute: AttributeName, values: readonly FilterValue[], place: Place): Filter {
  const ranges = values.map((value, index) => numberRange(value, place.item(index)));
  return leaf({ kind: 'number', attribute, ranges });
}

function numberRange(value: FilterValue, place: Place): Range<number> {
  const bound = (name: string): number[] => {
    const number = value[name];
    if (number === undefined) return [];
    if (typeof number !== 'number') throw place.member(name).refusal('should be number');
    return [number];
  };
  const equal = bound('Eq');
  const gte = [...bound('Gte'), ...equal];
  const lte = [...bound('Lte'), ...equal];
  const [gt] = bound('Gt');
  const [lt] = bound('Lt');
  if (gte.length + lte.length === 0 && gt === undefined && lt === undefined) throw empty(place);
  return {
    ...(gte.length > 0 && { gte: Math.max(...gte) }),
    ...(lte.length > 0 && { lte: Math.min(...lte) }),
    ...(gt !== undefined && { gt }),
    ...(lt !== undefined && { lt }),
  };
}

/** IP filters: blocks or single addresses of either family. */
export function parseAddresses(
  attribute: AttributeName,
  values: readonly FilterValue[],
  place: Place,
): Filter {
  const ranges = values.map((value, index) => {
    const cidr = parseCidr(textOf(value, 'Cidr', place.item(index), MAX_CIDR_LENGTH));
    if (cidr === undefined) throw place.item(index).member('Cidr').refusal('should be a CIDR block');
    return addressRange(cidr);
  });
  return leaf({ kind: 'ip', attribute, ranges });
}

export function parseBooleans(
  attribute: AttributeName,
  values: readonly FilterValue[],
  place: Place,
): Filter {
  const wanted = values.map(({ Value: value }, index) => {
    if (value === undefined) throw missing('Value', place.item(index));
    if (typeof value !== 'boolean') throw place.item(index).member('Value').refusal('should be boolean');
    return value;
  });
  return leaf({ kind: 'boolean', attribute, values: [...new Set(wanted)] });
}

/** Keyword filters: any of them, and of one every word. */
export function parseKeywords(values: readonly FilterValue[], place: Place): Filter {
  const anyOf = values.map((value, index) => {
    const words = wordsOf(textOf(value, 'Value', place.item(index), MAX_KEYWORD_LENGTH));
    if (words.length === 0) throw place.item(index).member('Value').refusal('should have a letter or digit');
    return [...new Set(words)];
  });
  return leaf({ kind: 'keyword', attribute: 'Keyword', anyOf });
}
