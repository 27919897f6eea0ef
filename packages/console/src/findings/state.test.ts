import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ATTRIBUTES } from '../filter/attributes.js';
import { DEFAULT_FILTERS } from '../filter/filters.js';
import { anyFilters } from '../filter/testing.js';
import { DEFAULT_SORT, type ListState, readState, savedQuery, writeState } from './state.js';

const name = fc.constantFrom(...ATTRIBUTES.map((attribute) => attribute.name));
const sortable = fc.constantFrom(...ATTRIBUTES.filter((one) => one.sortable).map((one) => one.name));

const anyState: fc.Arbitrary<ListState> = fc.record({
  filters: anyFilters,
  closed: fc.constant(undefined),
  sort: fc.record({ attribute: sortable, descending: fc.boolean() }),
  columns: fc.option(fc.uniqueArray(name, { minLength: 1, maxLength: 8 }), { nil: undefined }),
  group: fc.option(name, { nil: undefined }),
  view: fc.option(fc.uuid(), { nil: undefined }),
});

describe('the state of the list in an address', () => {
  test('comes back whole', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const query = new URLSearchParams(writeState(state).toString());
        expect(readState(query)).toEqual({ state, problems: [] });
      }),
    );
  });

  test('is the usual list where the address says nothing', () => {
    expect(readState(new URLSearchParams()).state).toEqual({
      filters: DEFAULT_FILTERS,
      closed: undefined,
      sort: DEFAULT_SORT,
      columns: undefined,
      group: undefined,
      view: undefined,
    });
  });

  test('is of what was closed on a day, without the usual filter and without groups', () => {
    const closed = { event: 'Archived', day: '2026-02-28' } as const;
    fc.assert(
      fc.property(anyState, (state) => {
        const query = new URLSearchParams(writeState({ ...state, closed }).toString());
        expect(readState(query)).toEqual({ state: { ...state, closed, group: undefined }, problems: [] });
      }),
    );
    const query = new URLSearchParams('closed=resolved:2026-03-04');
    expect(readState(query).state).toMatchObject({
      filters: {},
      closed: { event: 'Resolved', day: '2026-03-04' },
    });
  });

  test.each(['created:2026-03-04', 'resolved:today', 'resolved:2026-3-4', ''])(
    'does not pass over a day that is none: closed=%s',
    (text) => {
      const { state, problems } = readState(new URLSearchParams({ closed: text }));
      expect(problems).toEqual([`closed=${text}`]);
      expect(state).toMatchObject({ filters: {}, closed: undefined });
    },
  );

  test('says so where no filter is wanted', () => {
    const query = writeState({ ...readState(new URLSearchParams()).state, filters: {} });
    expect(query.get('filter')).toBe('none');
    expect(readState(query).state.filters).toEqual({});
  });

  test('is not the usual list where a filter was not understood', () => {
    const { state, problems } = readState(new URLSearchParams('SeverityLabel=HIGH'));
    expect(problems).toEqual(['SeverityLabel=HIGH']);
    expect(state.filters).toEqual({});
  });

  test('passes over an order and columns that there are not', () => {
    const { state } = readState(new URLSearchParams('sort=-Resources&columns=Nothing,Title&group=Type'));
    expect(state).toMatchObject({ sort: DEFAULT_SORT, columns: ['Title'], group: 'Type' });
  });

  test('is saved without what is open beside it', () => {
    const query = new URLSearchParams('Title=eq:x&sort=Title&finding=a&of=b&tab=json&region=r&view=v');
    expect(savedQuery(query)).toBe('Title=eq%3Ax&sort=Title');
  });
});
