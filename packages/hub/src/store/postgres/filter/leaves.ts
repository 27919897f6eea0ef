import { type Attribute, attributeNamed } from '../../../findings/filter/attributes.js';
import type { Leaf, Range, StringComparison, StringLeaf } from '../../../findings/filter/tree.js';
import { textArray } from '../arrays.js';
import { keyStart, valueStart } from '../facets.js';
import { shortInstant } from '../instants.js';
import { itemStart, itemsOf, itemText } from '../lists.js';
import { encodeText } from '../text.js';
import { leafInDocument } from './documents.js';
import type { Parameters } from './parameters.js';
import { placeOf } from './places.js';
import { type Bound, conjunction, disjunction, FALSE, TRUE } from './sql.js';

/** Whether the database decides a leaf by itself. */
export const isExactLeaf = (leaf: Leaf): boolean =>
  placeOf(leaf.attribute).kind !== 'document' &&
  // Words are a matter of JavaScript's tables of letters.
  (leaf.kind !== 'string' || leaf.comparison !== 'CONTAINS_WORD');

/** The condition of a leaf on the row of the table that its attribute is in. */
export function compileLeaf(leaf: Leaf, bound: Bound, parameters: Parameters): string {
  const attribute = attributeNamed(leaf.attribute);
  if (placeOf(leaf.attribute).kind === 'document') {
    return bound === 'must' ? FALSE : leafInDocument(leaf, parameters);
  }
  switch (leaf.kind) {
    case 'string':
      return compileString(leaf, bound, parameters);
    case 'number':
      return inRanges(attribute, leaf.ranges, (bound) => bound, parameters);
    case 'date':
      return inRanges(attribute, leaf.ranges, shortInstant, parameters);
    case 'ip':
      return addressInRanges(attribute, leaf.ranges, parameters);
    default:
      throw new Error(`there is no place for ${leaf.kind} filters but the document`);
  }
}

function compileString(leaf: StringLeaf, bound: Bound, parameters: Parameters): string {
  const { comparison } = leaf;
  const values = bound === 'may' || isExactLeaf(leaf) ? leaf.values : [];
  const place = placeOf(leaf.attribute);
  switch (place.kind) {
    case 'column':
      return inColumn(place.sql, comparison, values, parameters);
    case 'list':
      return inItems(place.sql, '', comparison, values, parameters);
    case 'facet':
      return inItems('x.facets', valueStart(place.facet), comparison, values, parameters);
    case 'document':
      return TRUE;
  }
}

function inColumn(
  column: string,
  comparison: StringComparison,
  values: readonly string[],
  parameters: Parameters,
): string {
  const texts = values.map(encodeText);
  switch (comparison) {
    case 'EQUALS':
      return texts.length === 0 ? FALSE : `${column} = ANY (${parameters.bind(textArray(texts))}::text[])`;
    case 'PREFIX':
      return disjunction(texts.map((text) => `starts_with(${column}, ${parameters.bind(text)})`));
    case 'CONTAINS':
    case 'CONTAINS_WORD':
      return disjunction(texts.map((text) => `strpos(${column}, ${parameters.bind(text)}) > 0`));
  }
}

/** @param start of the items that count */
function inItems(
  list: string,
  start: string,
  comparison: StringComparison,
  values: readonly string[],
  parameters: Parameters,
): string {
  const contains = (text: string): string => `strpos(${list}, ${parameters.bind(text)}) > 0`;
  switch (comparison) {
    case 'EQUALS':
      return disjunction(values.map((value) => contains(itemText(start + value))));
    case 'PREFIX':
      return disjunction(values.map((value) => contains(itemStart(start + value))));
    case 'CONTAINS':
    case 'CONTAINS_WORD':
      return disjunction(
        values.map((value) => {
          const text = parameters.bind(encodeText(value));
          // Of all items, if every item counts: parts of texts do not reach from one to the next.
          return start === ''
            ? `${list} <> '' AND strpos(${list}, ${text}) > 0`
            : someItem(list, start, (item) => `strpos(${item}, ${text}) > 0`, parameters);
        }),
      );
  }
}

/** @param test makes the condition on what follows the start of an item */
function someItem(
  list: string,
  start: string,
  test: (item: string) => string,
  parameters: Parameters,
): string {
  const item = `substr(item, ${start.length + 1})`;
  return conjunction([
    // Most findings have no such item.
    `strpos(${list}, ${parameters.bind(itemStart(start))}) > 0`,
    `EXISTS (SELECT FROM ${itemsOf(list)} AS item WHERE starts_with(item, '${start}') AND ${test(item)})`,
  ]);
}

const OPERATORS = { gte: '>=', gt: '>', lte: '<=', lt: '<' } as const;

function inRanges<Value extends string | number>(
  attribute: Attribute,
  ranges: readonly Range<Value>[],
  inColumn: (bound: Value) => Value | string,
  parameters: Parameters,
): string {
  const place = placeOf(attribute.name);
  if (place.kind !== 'column') throw new Error(`${attribute.name} has no column`);
  return disjunction(
    ranges.map((range) => {
      const bounds = boundsOf(range).map(
        ([operator, bound]) => `${place.sql} ${operator} ${parameters.bind(inColumn(bound))}`,
      );
      return bounds.length === 0 ? `${place.sql} IS NOT NULL` : bounds.join(' AND ');
    }),
  );
}

function boundsOf<Value>(range: Range<Value>): [operator: string, bound: Value][] {
  return Object.entries(OPERATORS).flatMap(([name, operator]) => {
    const bound = range[name as keyof typeof OPERATORS];
    return bound === undefined ? [] : [[operator, bound]];
  });
}

function addressInRanges(
  attribute: Attribute,
  ranges: readonly Range<string>[],
  parameters: Parameters,
): string {
  const place = placeOf(attribute.name);
  if (place.kind !== 'facet') throw new Error(`${attribute.name} is no facet`);
  const test = (item: string): string =>
    disjunction(
      ranges.map((range) =>
        conjunction(
          boundsOf(range).map(([operator, bound]) => `${item} ${operator} ${parameters.bind(bound)}`),
        ),
      ),
    );
  return someItem('x.facets', keyStart(place.facet), test, parameters);
}
