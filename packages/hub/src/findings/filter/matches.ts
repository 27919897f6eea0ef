import type { AwsSecurityFinding } from '@docket/asff';
import type { AttributeName } from './attributes.js';
import { isInCharacter } from './characters.js';
import { FindingValues } from './finding-values.js';
import type { Filter, Leaf, Range, StringComparison } from './tree.js';
import type { Value } from './values.js';
import { containsWord } from './words.js';

export type Predicate = (finding: AwsSecurityFinding) => boolean;

/** A predicate that shares what it looks up in a finding with others that are asked about the same one. */
export type Condition = (values: FindingValues) => boolean;

/**
 * Makes the predicate of a filter.
 *
 * @returns a pure function of a finding that passed the format
 */
export function compilePredicate(filter: Filter): Predicate {
  const holds = compileCondition(filter);
  return (finding) => holds(new FindingValues(finding));
}

/**
 * Makes the condition of a filter. What can be reused is worked out here, once. What is quick to decide is asked first,
 * as most findings fail in it.
 */
export function compileCondition(filter: Filter): Condition {
  switch (filter.kind) {
    case 'and': {
      const all = compileAll(filter.of);
      return (values) => {
        for (const holds of all) if (!holds(values)) return false;
        return true;
      };
    }
    case 'or': {
      const any = compileAll(filter.of);
      return (values) => {
        for (const holds of any) if (holds(values)) return true;
        return false;
      };
    }
    case 'not': {
      const holds = compileCondition(filter.of);
      return (values) => !holds(values);
    }
    default:
      return compileLeaf(filter);
  }
}

const compileAll = (filters: readonly Filter[]): Condition[] =>
  [...filters].sort((one, other) => costOf(one) - costOf(other)).map(compileCondition);

/** How long a condition takes, roughly. */
function costOf(filter: Filter): number {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.of.reduce((sum, part) => sum + costOf(part), 0);
    case 'not':
      return costOf(filter.of);
    case 'keyword':
      return 100;
    case 'string':
    case 'map':
      return filter.comparison.startsWith('CONTAINS') ? 10 : 1;
    default:
      return 1;
  }
}

function compileLeaf(leaf: Leaf): Condition {
  const { attribute } = leaf;
  switch (leaf.kind) {
    case 'string': {
      const test = compareText(leaf.comparison, leaf.values);
      return some(attribute, (value) => typeof value === 'string' && test(value));
    }
    case 'map': {
      const test = compareText(leaf.comparison, leaf.values);
      return (values) => values.under(attribute, leaf.key).some(test);
    }
    case 'number':
      return some(attribute, (value) => typeof value === 'number' && isInSome(value, leaf.ranges));
    case 'date':
    case 'ip':
      return some(attribute, (value) => typeof value === 'string' && isInSome(value, leaf.ranges));
    case 'boolean':
      return some(attribute, (value) => typeof value === 'boolean' && leaf.values.includes(value));
    case 'keyword':
      return (values) => leaf.anyOf.some((all) => all.every((word) => values.words().has(word)));
  }
}

const some =
  (attribute: AttributeName, test: (value: Value) => boolean): Condition =>
  (values) => {
    for (const value of values.of(attribute)) if (test(value)) return true;
    return false;
  };

function compareText(comparison: StringComparison, values: readonly string[]): (text: string) => boolean {
  const [only = '', ...others] = values;
  if (comparison === 'EQUALS') {
    const set = new Set(values);
    return (text) => set.has(text);
  }
  const test = TESTS[comparison];
  if (others.length === 0 && values.length === 1) return (text) => test(text, only);
  return (text) => values.some((value) => test(text, value));
}

const TESTS = {
  PREFIX: (text: string, value: string) => text.startsWith(value) && !isInCharacter(text, value.length),
  CONTAINS: (text: string, value: string) => {
    for (let at = text.indexOf(value); at !== -1; at = text.indexOf(value, at + 1)) {
      if (!isInCharacter(text, at) && !isInCharacter(text, at + value.length)) return true;
    }
    return false;
  },
  CONTAINS_WORD: containsWord,
};

function isInSome<T extends number | string>(value: T, ranges: readonly Range<T>[]): boolean {
  return ranges.some(
    ({ gte, gt, lte, lt }) =>
      (gte === undefined || value >= gte) &&
      (gt === undefined || value > gt) &&
      (lte === undefined || value <= lte) &&
      (lt === undefined || value < lt),
  );
}
