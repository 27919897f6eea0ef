import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Members } from '../json.js';
import { attributeNamed } from './attributes.js';
import type { Filters } from './filters.js';
import { toFilters } from './from-tokens.js';
import { anyFilters, anyFiltersAtAll } from './testing.js';
import { toTokens } from './tokens.js';

/** As text with members in order. A condition without a comparison compares by EQUALS. */
const plain = (condition: Members, isText: boolean): string =>
  JSON.stringify(
    Object.entries({ ...(isText && 'Value' in condition && { Comparison: 'EQUALS' }), ...condition }).sort(
      ([one], [other]) => (one < other ? -1 : 1),
    ),
  );

/** Conditions of an attribute hold in any order. */
const unordered = (filters: Filters) =>
  Object.fromEntries(
    Object.entries(filters).map(([name, conditions]) => {
      const kind = attributeNamed(name)?.kind;
      return [name, conditions.map((one) => plain(one, kind === 'string' || kind === 'map')).sort()];
    }),
  );

describe('the filter box', () => {
  test('loses nothing of filters that it is given', () => {
    fc.assert(
      fc.property(anyFilters, (filters) => {
        // Several conditions with bounds of one number have no form: they are kept beside the box.
        expect(unordered(toFilters(toTokens(filters)))).toEqual(unordered(filters));
      }),
    );
  });

  test('loses nothing of filters that it does not know', () => {
    fc.assert(
      fc.property(anyFiltersAtAll, (filters) => {
        expect(unordered(toFilters(toTokens(filters)))).toEqual(unordered(filters));
      }),
    );
  });

  test('shows several values of an attribute with few as one token', () => {
    const filters = {
      WorkflowStatus: [
        { Value: 'NEW', Comparison: 'EQUALS' },
        { Value: 'NOTIFIED', Comparison: 'EQUALS' },
      ],
    };
    expect(toTokens(filters).tokens).toEqual([
      { propertyKey: 'WorkflowStatus', operator: '=', value: ['NEW', 'NOTIFIED'] },
    ]);
  });

  test('makes one condition of the bounds of a number, as people mean both', () => {
    const bound = (operator: string, value: string) => ({ propertyKey: 'Confidence', operator, value });
    const filters = toFilters({ tokens: [bound('>=', '40'), bound('<', '80')], rest: {} });
    expect(filters).toEqual({ Confidence: [{ Gte: 40, Lt: 80 }] });
  });

  test('makes a condition each of numbers to be equal to', () => {
    const equal = (value: string) => ({ propertyKey: 'Confidence', operator: '=', value });
    const filters = toFilters({ tokens: [equal('40'), equal('50')], rest: {} });
    expect(filters).toEqual({ Confidence: [{ Eq: 40 }, { Eq: 50 }] });
  });

  test('takes words without an attribute for keywords', () => {
    const filters = toFilters({ tokens: [{ operator: ':', value: 'openssl' }], rest: {} });
    expect(filters).toEqual({ Keyword: [{ Value: 'openssl' }] });
  });

  test.each([
    { propertyKey: 'Confidence', operator: '>', value: 'many' },
    { propertyKey: 'Confidence', operator: '>', value: '' },
    { propertyKey: 'UpdatedAt', operator: '=', value: null },
    { propertyKey: 'ResourceTags', operator: '=', value: null },
    { propertyKey: 'WorkflowStatus', operator: '=', value: [] },
  ])('leaves out what says nothing: %j', (token) => {
    expect(toFilters({ tokens: [token], rest: {} })).toEqual({});
  });
});
