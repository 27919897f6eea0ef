import type { AwsSecurityFinding } from '@docket/asff';
import { type Attribute, attributeNamed } from './attributes.js';
import type { Filter, KeywordLeaf, Leaf, Range, StringComparison } from './tree.js';
import { someEntry, someValue, type Value } from './values.js';
import { containsWord, wordsOf } from './words.js';

export type Predicate = (finding: AwsSecurityFinding) => boolean;

/**
 * Makes the predicate of a filter. What can be reused is worked out here, once. Conditions that are quick to decide are
 * asked first, as most findings fail one of them.
 *
 * @returns a pure function of a finding that passed the format
 */
export function compilePredicate(filter: Filter): Predicate {
  switch (filter.kind) {
    case 'and': {
      const all = compileAll(filter.of);
      return (finding) => all.every((holds) => holds(finding));
    }
    case 'or': {
      const any = compileAll(filter.of);
      return (finding) => any.some((holds) => holds(finding));
    }
    case 'not': {
      const holds = compilePredicate(filter.of);
      return (finding) => !holds(finding);
    }
    default:
      return compileLeaf(filter);
  }
}

const compileAll = (filters: readonly Filter[]): Predicate[] =>
  [...filters].sort((one, other) => costOf(one) - costOf(other)).map(compilePredicate);

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
    default:
      return attributeNamed(filter.attribute).sortable ? 1 : 5;
  }
}

function compileLeaf(leaf: Leaf): Predicate {
  const attribute = attributeNamed(leaf.attribute);
  switch (leaf.kind) {
    case 'string': {
      const test = compareText(leaf.comparison, leaf.values);
      return some(attribute, (value) => typeof value === 'string' && test(value));
    }
    case 'map': {
      const test = compareText(leaf.comparison, leaf.values);
      return (finding) => someEntry(attribute, finding, leaf.key, test);
    }
    case 'number':
      return some(attribute, (value) => typeof value === 'number' && isInSome(value, leaf.ranges));
    case 'date':
    case 'ip':
      return some(attribute, (value) => typeof value === 'string' && isInSome(value, leaf.ranges));
    case 'boolean':
      return some(attribute, (value) => typeof value === 'boolean' && leaf.values.includes(value));
    case 'keyword':
      return compileKeyword(attribute, leaf);
  }
}

const some =
  (attribute: Attribute, test: (value: Value) => boolean): Predicate =>
  (finding) =>
    someValue(attribute, finding, test);

function compareText(comparison: StringComparison, values: readonly string[]): (text: string) => boolean {
  switch (comparison) {
    case 'EQUALS': {
      const set = new Set(values);
      return (text) => set.has(text);
    }
    case 'PREFIX':
      return (text) => values.some((value) => text.startsWith(value));
    case 'CONTAINS':
      return (text) => values.some((value) => text.includes(value));
    case 'CONTAINS_WORD':
      return (text) => values.some((value) => containsWord(text, value));
  }
}

function isInSome<T extends number | string>(value: T, ranges: readonly Range<T>[]): boolean {
  return ranges.some(
    ({ gte, gt, lte, lt }) =>
      (gte === undefined || value >= gte) &&
      (gt === undefined || value > gt) &&
      (lte === undefined || value <= lte) &&
      (lt === undefined || value < lt),
  );
}

function compileKeyword(attribute: Attribute, { anyOf }: KeywordLeaf): Predicate {
  return (finding) => {
    const words = new Set<string>();
    someValue(attribute, finding, (text) => {
      for (const word of typeof text === 'string' ? wordsOf(text) : []) words.add(word);
      return false;
    });
    return anyOf.some((all) => all.every((word) => words.has(word)));
  };
}
