import type { AttributeName } from './attributes.js';

/**
 * A condition on findings: a tree of frozen nodes, read by a compiler to SQL for each engine and by the predicate in
 * memory (`matches.ts`). Every leaf asks whether some value that the finding has of an attribute (`values.ts`) is among
 * certain values; a finding without the attribute passes no leaf. So a negative comparison is the negation of its
 * leaf: no value violates it.
 */
export type Filter = And | Or | Not | Leaf;

interface And {
  readonly kind: 'and';
  /** None: every finding passes. */
  readonly of: readonly Filter[];
}

interface Or {
  readonly kind: 'or';
  /** None: no finding passes. */
  readonly of: readonly Filter[];
}

interface Not {
  readonly kind: 'not';
  readonly of: Filter;
}

export type Leaf = StringLeaf | NumberLeaf | DateLeaf | IpLeaf | BooleanLeaf | MapLeaf | KeywordLeaf;

/** CONTAINS_WORD: contains, but not as a part of a longer word (`words.ts`). All are literal and case sensitive. */
export type StringComparison = 'EQUALS' | 'PREFIX' | 'CONTAINS' | 'CONTAINS_WORD';

/** Some value compares so with any of these. */
export interface StringLeaf {
  readonly kind: 'string';
  readonly attribute: AttributeName;
  readonly comparison: StringComparison;
  readonly values: readonly string[];
}

/** Some value lies in any of these ranges. */
interface NumberLeaf {
  readonly kind: 'number';
  readonly attribute: AttributeName;
  readonly ranges: readonly Range<number>[];
}

/** Some timestamp lies in any of these ranges of canonical instants (`../instant.ts`). */
interface DateLeaf {
  readonly kind: 'date';
  readonly attribute: AttributeName;
  readonly ranges: readonly Range<string>[];
}

/** Some address lies in any of these ranges of keys (`address.ts`). */
interface IpLeaf {
  readonly kind: 'ip';
  readonly attribute: AttributeName;
  readonly ranges: readonly Range<string>[];
}

interface BooleanLeaf {
  readonly kind: 'boolean';
  readonly attribute: AttributeName;
  readonly values: readonly boolean[];
}

/** Some value under the key compares so with any of these. */
interface MapLeaf {
  readonly kind: 'map';
  readonly attribute: AttributeName;
  readonly key: string;
  readonly comparison: 'EQUALS' | 'CONTAINS';
  readonly values: readonly string[];
}

/** All words of any of these sets occur, each anywhere in the texts of Keyword (`words.ts`). */
export interface KeywordLeaf {
  readonly kind: 'keyword';
  readonly attribute: 'Keyword';
  readonly anyOf: readonly (readonly string[])[];
}

/** All bounds that are there hold. Text compares by its characters, as all keys are plain ASCII. */
export interface Range<T> {
  readonly gte?: T;
  readonly gt?: T;
  readonly lte?: T;
  readonly lt?: T;
}

export const and = (of: readonly Filter[]): Filter => joined('and', of);
export const or = (of: readonly Filter[]): Filter => joined('or', of);
export const not = (of: Filter): Filter => frozen({ kind: 'not', of });
export const leaf = <L extends Leaf>(node: L): L => frozen(node);

/** One alone stands for itself. */
function joined(kind: 'and' | 'or', of: readonly Filter[]): Filter {
  const [first, ...others] = of;
  return first !== undefined && others.length === 0 ? first : frozen({ kind, of: [...of] });
}

function frozen<T extends object>(node: T): T {
  for (const member of Object.values(node)) {
    if (typeof member === 'object' && member !== null && !Object.isFrozen(member)) frozen(member);
  }
  return Object.freeze(node);
}
