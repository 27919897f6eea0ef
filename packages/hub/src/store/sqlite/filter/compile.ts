import { type Attribute, attributeNamed } from '../../../findings/filter/attributes.js';
import type {
  Filter,
  KeywordLeaf,
  Leaf,
  Range,
  StringComparison,
  StringLeaf,
} from '../../../findings/filter/tree.js';
import { itemStart, itemText } from '../lists.js';
import { SCOPE_SIGN } from '../words.js';
import { someEntryInDocument, someInDocument } from './document-sql.js';
import { placeOf, type Table } from './places.js';
import { prefixEnd } from './prefix.js';
import type { Parameters } from './statement.js';

/**
 * The condition of a filter in SQLite's SQL, on the tables that `tablesOf` names. It is never NULL where it is negated:
 * a finding without an attribute passes no leaf.
 */
export function compileFilter(filter: Filter, parameters: Parameters): string {
  switch (filter.kind) {
    case 'and':
      return joined(filter.of, ' AND ', '1', parameters);
    case 'or':
      return joined(filter.of, ' OR ', '0', parameters);
    case 'not':
      return `(${compileFilter(filter.of, parameters)}) IS NOT TRUE`;
    default:
      return compileLeaf(filter, parameters);
  }
}

function joined(of: readonly Filter[], operator: string, none: string, parameters: Parameters): string {
  return of.length === 0 ? none : `(${of.map((part) => compileFilter(part, parameters)).join(operator)})`;
}

function compileLeaf(leaf: Leaf, parameters: Parameters): string {
  const attribute = attributeNamed(leaf.attribute);
  switch (leaf.kind) {
    case 'string':
      return compileString(attribute, leaf, parameters);
    case 'number':
      return some(attribute, (value) => inRanges(value, leaf.ranges, parameters));
    case 'date':
      return some(attribute, (value) =>
        inRanges(asKey(attribute, value, 'docket_instant'), leaf.ranges, parameters),
      );
    case 'ip':
      return some(attribute, (value) =>
        inRanges(asKey(attribute, value, 'docket_address'), leaf.ranges, parameters),
      );
    case 'boolean':
      return some(attribute, (value) => {
        const present =
          attribute.absent === undefined ? value : `coalesce(${value}, ${Number(attribute.absent)})`;
        return `${present} IN (${parameters.list(leaf.values)})`;
      });
    case 'map': {
      const key = parameters.bind(leaf.key);
      return someEntryInDocument(attribute, key, (value) =>
        compareText(value, leaf.comparison, leaf.values, parameters),
      );
    }
    case 'keyword':
      return compileKeyword(leaf, parameters);
  }
}

/** Lists are texts in which an item is found without taking them apart, where it is known how the item begins. */
function compileString(attribute: Attribute, leaf: StringLeaf, parameters: Parameters): string {
  const place = placeOf(attribute.name);
  const { comparison, values } = leaf;
  if (place.kind === 'list' && (comparison === 'EQUALS' || comparison === 'PREFIX')) {
    const pattern = comparison === 'EQUALS' ? itemText : itemStart;
    return either(values.map((value) => `instr(${place.sql}, ${parameters.bind(pattern(value))}) > 0`));
  }
  return some(attribute, (value) => compareText(value, comparison, values, parameters));
}

/** The condition that a value of the attribute passes a test, read where that is cheapest. */
function some(attribute: Attribute, test: (value: string) => string): string {
  const place = placeOf(attribute.name);
  switch (place.kind) {
    case 'column':
      return test(place.sql);
    case 'list':
      return `EXISTS (SELECT 1 FROM json_each(${place.sql}) AS item WHERE ${test('item.value')})`;
    case 'facet':
      return `EXISTS (SELECT 1 FROM json_each(${place.sql}, '${place.path}') AS item WHERE ${test('item.value')})`;
    case 'document':
      return someInDocument(attribute, test);
  }
}

/** Findings whose words are indexed are found there, and the others by their documents. */
function compileKeyword(leaf: KeywordLeaf, parameters: Parameters): string {
  const inDocument = `docket_keyword(d.body, ${parameters.bind(JSON.stringify(leaf.anyOf))})`;
  return `CASE WHEN EXISTS (SELECT 1 FROM unindexed u WHERE u.rid = f.rid)
    THEN ${inDocument} ELSE f.rid IN (${indexedWords(leaf, parameters)}) END`;
}

/** The rows of the scope's findings that the index of words has for a keyword. */
export const indexedWords = ({ anyOf }: KeywordLeaf, parameters: Parameters): string =>
  `SELECT rowid AS rid FROM words WHERE words MATCH ${parameters.bind(wordQuery(anyOf))} || CAST(@scope AS INTEGER) || '"'`;

/** In the language of FTS5, up to the number of the scope. */
const wordQuery = (anyOf: KeywordLeaf['anyOf']): string => {
  const sets = anyOf.map((words) => `(${words.map((word) => `"${word}"`).join(' AND ')})`);
  return `(${sets.join(' OR ')}) AND "${SCOPE_SIGN}`;
};

/** Columns hold the form that compares; all else holds what was sent. */
const asKey = (attribute: Attribute, value: string, convert: string): string =>
  placeOf(attribute.name).kind === 'column' ? value : `${convert}(${value})`;

function compareText(
  value: string,
  comparison: StringComparison,
  texts: readonly string[],
  parameters: Parameters,
): string {
  switch (comparison) {
    case 'EQUALS':
      return `${value} IN (${parameters.list(texts)})`;
    case 'PREFIX':
      return either(texts.map((text) => startsWith(value, text, parameters)));
    case 'CONTAINS':
      return either(texts.map((text) => `instr(${value}, ${parameters.bind(text)}) > 0`));
    case 'CONTAINS_WORD':
      return either(texts.map((text) => containsWord(value, parameters.bind(text))));
  }
}

/** Looked for by SQLite first: functions are given texts in which halves of characters are not what they were. */
const containsWord = (value: string, text: string): string =>
  `(instr(${value}, ${text}) > 0 AND docket_contains_word(${value}, ${text}))`;

/** As a range, which an index can serve. */
function startsWith(value: string, text: string, parameters: Parameters): string {
  // Nothing ends a range of texts that begin with half of a character.
  if (!text.isWellFormed()) return `instr(${value}, ${parameters.bind(text)}) = 1`;
  const end = prefixEnd(text);
  const from = `${value} >= ${parameters.bind(text)}`;
  return end === undefined ? from : `(${from} AND ${value} < ${parameters.bind(end)})`;
}

const OPERATORS = { gte: '>=', gt: '>', lte: '<=', lt: '<' } as const;

function inRanges(value: string, ranges: readonly Range<string | number>[], parameters: Parameters): string {
  return either(
    ranges.map((range) => {
      const bounds = Object.entries(OPERATORS).flatMap(([name, operator]) => {
        const bound = name in range ? range[name as keyof typeof OPERATORS] : undefined;
        return bound === undefined ? [] : [`${value} ${operator} ${parameters.bind(bound)}`];
      });
      return bounds.length === 0 ? `${value} IS NOT NULL` : bounds.join(' AND ');
    }),
  );
}

const either = (conditions: readonly string[]): string =>
  conditions.length === 0 ? '0' : `(${conditions.map((condition) => `(${condition})`).join(' OR ')})`;

/** The tables that the condition of a filter reads. */
export function tablesOf(filter: Filter): ReadonlySet<Table> {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return new Set(filter.of.flatMap((part) => [...tablesOf(part)]));
    case 'not':
      return tablesOf(filter.of);
    default:
      return new Set([placeOf(filter.attribute).table]);
  }
}
