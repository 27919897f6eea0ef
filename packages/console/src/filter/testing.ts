import fc from 'fast-check';
import type { Members } from '../json.js';
import { ATTRIBUTES, type Kind } from './attributes.js';
import type { Filters } from './filters.js';

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const texts = fc.oneof(
  text,
  fc.constantFrom('=', ':', 'eq:HIGH', 'json:{}', 'a=b', '%', '%zz', ',', '‮x', ''),
);
const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
);
const instant = fc
  .date({ min: new Date(0), max: new Date('9999-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());

const conditions: Readonly<Record<Kind | 'keyword', fc.Arbitrary<Members>>> = {
  string: fc.record({
    Value: texts,
    Comparison: fc.constantFrom(
      'EQUALS',
      'NOT_EQUALS',
      'PREFIX',
      'PREFIX_NOT_EQUALS',
      'CONTAINS',
      'NOT_CONTAINS',
      'CONTAINS_WORD',
    ),
  }),
  map: fc.record({
    Key: texts,
    Value: texts,
    Comparison: fc.constantFrom('EQUALS', 'NOT_EQUALS', 'CONTAINS', 'NOT_CONTAINS'),
  }),
  number: fc.oneof(
    fc.record({ Eq: number }),
    fc.record({ Gte: number, Lt: number }, { requiredKeys: ['Gte'] }),
    fc.record({ Gt: number, Lte: number }, { requiredKeys: ['Lte'] }),
  ),
  date: fc.oneof(
    fc.record({
      DateRange: fc.record({
        Value: fc.nat(10_000),
        Unit: fc.constant('DAYS'),
        Comparison: fc.constantFrom('WITHIN', 'OLDER_THAN'),
      }),
    }),
    fc.record({ Start: instant, End: instant }, { requiredKeys: ['Start'] }),
    fc.record({ End: instant }),
  ),
  ip: fc.record({ Cidr: fc.constantFrom('10.0.0.0/8', '2001:db8::/32', '192.0.2.7', 'nonsense') }),
  boolean: fc.record({ Value: fc.boolean() }),
  keyword: fc.record({ Value: texts }),
};

/** What a newer hub, or a script, might have put into a filter. */
const strange: fc.Arbitrary<Members> = fc.oneof(
  fc.record({ Value: texts }),
  fc.record({ Value: texts, Comparison: fc.constant('SOUNDS_LIKE') }),
  fc.record({ Gte: number, Eq: number }),
  fc.dictionary(
    text.filter((key) => key !== '__proto__'),
    fc.jsonValue().map((value) => structuredClone(value)),
  ),
);

const names: readonly [string, Kind | 'keyword'][] = [
  ...ATTRIBUTES.map(({ name, kind }): [string, Kind] => [name, kind]),
  ['Keyword', 'keyword'],
];

const entry = (ofKind: (kind: Kind | 'keyword') => fc.Arbitrary<Members>) =>
  fc
    .constantFrom(...names)
    .chain(([name, kind]) =>
      fc.array(ofKind(kind), { minLength: 1, maxLength: 4 }).map((list): [string, Members[]] => [name, list]),
    );

/** Filters as the console makes them. */
export const anyFilters: fc.Arbitrary<Filters> = fc
  .array(
    entry((kind) => conditions[kind]),
    { maxLength: 4 },
  )
  .map((entries) => Object.fromEntries(entries));

/** The same with conditions that it does not know, of attributes that it may not know. */
export const anyFiltersAtAll: fc.Arbitrary<Filters> = fc
  .array(
    fc.oneof(
      entry((kind) => fc.oneof(conditions[kind], strange)),
      fc.tuple(fc.constantFrom('Newer', 'TITLE2'), fc.array(strange, { minLength: 1, maxLength: 2 })),
    ),
    { maxLength: 4 },
  )
  .map((entries) => Object.fromEntries(entries));
