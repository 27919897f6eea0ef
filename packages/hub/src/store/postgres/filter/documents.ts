import { attributeNamed } from '../../../findings/filter/attributes.js';
import type { KeywordLeaf, Leaf, StringComparison } from '../../../findings/filter/tree.js';
import type { Parameters } from './parameters.js';
import { conjunction, disjunction, FALSE, TRUE } from './sql.js';

/**
 * A condition on the text of a document that is true of all findings that pass a leaf, and of few others: the hub reads
 * what is left. Documents are compact JSON as JSON.stringify writes it, in which a text is found by its escaped form.
 */
export function leafInDocument(leaf: Leaf, parameters: Parameters): string {
  switch (leaf.kind) {
    case 'string':
      return disjunction(leaf.values.map((value) => contains(pattern(leaf.comparison, value), parameters)));
    case 'map': {
      const key = JSON.stringify(leaf.key);
      return disjunction(
        leaf.values.map((value) =>
          leaf.comparison === 'EQUALS'
            ? contains(`${key}:${JSON.stringify(value)}`, parameters)
            : conjunction([contains(`${key}:"`, parameters), contains(inside(value), parameters)]),
        ),
      );
    }
    case 'boolean':
      return leaf.values.length === 0 ? FALSE : absentOr(leaf, parameters);
    case 'keyword':
      return keyword(leaf, parameters);
    default:
      return contains(memberOf(leaf), parameters);
  }
}

/** What a document has if it has the attribute at all. */
function memberOf(leaf: Leaf): string {
  const [path = []] = attributeNamed(leaf.attribute).paths;
  return `${JSON.stringify(path.at(-1)?.member)}:`;
}

function absentOr(leaf: Extract<Leaf, { kind: 'boolean' }>, parameters: Parameters): string {
  const { absent } = attributeNamed(leaf.attribute);
  if (absent !== undefined && leaf.values.includes(absent)) return TRUE;
  return disjunction(leaf.values.map((value) => contains(`${memberOf(leaf)}${value}`, parameters)));
}

/** Undefined for nothing to look for. */
function pattern(comparison: StringComparison, value: string): string | undefined {
  switch (comparison) {
    case 'EQUALS':
      return JSON.stringify(value);
    case 'PREFIX': {
      const text = inside(value);
      return text === undefined ? undefined : `"${text}`;
    }
    case 'CONTAINS':
    case 'CONTAINS_WORD':
      return inside(value);
  }
}

/** A text as a part of another. Halves of surrogate pairs are written in one way alone, and in another beside their other half. */
const inside = (value: string): string | undefined =>
  value.isWellFormed() ? JSON.stringify(value).slice(1, -1) : undefined;

const contains = (text: string | undefined, parameters: Parameters): string =>
  text === undefined || text === '' ? TRUE : `strpos(d.body, ${parameters.bind(text)}) > 0`;

// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
const ASCII = /^[\x00-\x7f]*$/;

/**
 * Of documents in ASCII, lower() and JavaScript make the same words. Others have letters that can be written in several
 * ways, and are read.
 */
function keyword({ anyOf }: KeywordLeaf, parameters: Parameters): string {
  const sets = anyOf
    .filter((words) => words.every((word) => ASCII.test(word)))
    .map((words) => conjunction(words.map((word) => `strpos(lower(d.body), ${parameters.bind(word)}) > 0`)));
  return disjunction(['octet_length(d.body) > length(d.body)', ...sets]);
}
