import { type Attribute, attributeNamed } from '../../../findings/filter/attributes.js';
import type { Filter, Leaf, Range, StringComparison } from '../../../findings/filter/tree.js';
import { columnOf } from './columns.js';
import { someEntryInDocument, someInDocument } from './document-sql.js';
import { prefixEnd } from './prefix.js';
import type { Parameters } from './statement.js';

/**
 * The condition of a filter in SQLite's SQL, on `findings f JOIN documents d`. It is never NULL where it is negated:
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
      return some(attribute, (value) => compareText(value, leaf.comparison, leaf.values, parameters));
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
      return either(
        leaf.anyOf.map((words) =>
          words
            .map((word) => some(attribute, (value) => `docket_has_word(${value}, ${parameters.bind(word)})`))
            .join(' AND '),
        ),
      );
  }
}

/** A column if the attribute has one, else the document. */
function some(attribute: Attribute, test: (value: string) => string): string {
  const column = columnOf(attribute.name);
  return column === undefined ? someInDocument(attribute, test) : test(column);
}

/** Columns hold the form that compares; a document holds what was sent. */
const asKey = (attribute: Attribute, value: string, convert: string): string =>
  columnOf(attribute.name) === undefined ? `${convert}(${value})` : value;

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
      return either(texts.map((text) => `docket_contains_word(${value}, ${parameters.bind(text)})`));
  }
}

/** As a range, which an index can serve. */
function startsWith(value: string, text: string, parameters: Parameters): string {
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
