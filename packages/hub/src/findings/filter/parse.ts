import { type CheckedFilters, checkFilters } from '../../wire/check.js';
import { ATTRIBUTES, type Attribute } from './attributes.js';
import { checkCriteria } from './criteria.js';
import type { FilterValue } from './members.js';
import { parseDates } from './parse-dates.js';
import { parseAddresses, parseBooleans, parseKeywords, parseNumbers } from './parse-scalars.js';
import { parseMaps, parseStrings } from './parse-strings.js';
import { Place } from './place.js';
import { and, type Filter } from './tree.js';

/**
 * Makes a tree of AwsSecurityFindingFilters. All attributes must hold; for one attribute any of its values, except that
 * every negative comparison must hold. An attribute with an empty list says nothing.
 *
 * @param now what relative dates count from
 * @throws ServiceError InvalidInputException, in the service's style, for anything that is not a filter
 */
export function parseFilters(filters: unknown, now: Date): Filter {
  return treeOf(checkFilters(filters), now, Place.in('Filters'));
}

/** The same for the criteria of an automation rule, which are a part of the attributes with the same filters. */
export function parseCriteria(criteria: unknown, now: Date): Filter {
  return treeOf(checkCriteria(criteria), now, Place.in('Criteria'));
}

/** True if what filters or criteria select changes with time alone: then a tree of them is only right for its `now`. */
export const hasRelativeDates = (filters: object): boolean =>
  Object.values<unknown>({ ...filters }).some(
    (values) => Array.isArray(values) && values.some((value) => Object(value).DateRange !== undefined),
  );

function treeOf(filters: CheckedFilters, now: Date, root: Place): Filter {
  const conditions = Object.entries(filters).flatMap(([name, values]) => {
    const attribute = ATTRIBUTES.get(name);
    if (attribute === undefined) throw root.refusal('should NOT have additional properties');
    return values.length === 0 ? [] : [condition(attribute, values, now, root.member(name))];
  });
  return and(conditions);
}

function condition(attribute: Attribute, values: readonly FilterValue[], now: Date, place: Place): Filter {
  const { kind, name } = attribute;
  switch (kind) {
    case 'string':
      return parseStrings(name, values, place);
    case 'map':
      return parseMaps(name, values, place);
    case 'number':
      return parseNumbers(name, values, place);
    case 'date':
      return parseDates(name, values, now, place);
    case 'ip':
      return parseAddresses(name, values, place);
    case 'boolean':
      return parseBooleans(name, values, place);
    case 'keyword':
      return parseKeywords(values, place);
  }
}
