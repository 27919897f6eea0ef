import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compilePattern } from './compile.js';

const matches = (pattern: unknown, event: unknown): boolean => compilePattern(pattern)(event);
/** Of one member, whose value is left out if it is undefined. */
const holds = (condition: unknown, value: unknown): boolean =>
  matches({ member: [condition] }, value === undefined ? {} : { member: value });

describe('values', () => {
  test.each([
    ['text', 'HIGH', 'HIGH', true],
    ['text in another case', 'HIGH', 'high', false],
    ['a number', 300, 300.0, true],
    ['a number as text', 300, '300', false],
    ['true', true, true, true],
    ['null', null, null, true],
    ['null where nothing is', null, undefined, false],
    ['empty text', '', '', true],
    ['one of a list', 'b', ['a', 'b'], true],
    ['none of a list', 'c', ['a', 'b'], false],
    ['an empty list', 'c', [], false],
    ['a structure', 'c', { c: 'c' }, false],
  ])('%s', (_, value, given, expected) => {
    expect(holds(value, given)).toBe(expected);
  });

  test('any value of a list will do', () => {
    expect(matches({ a: ['x', 'y'] }, { a: 'y' })).toBe(true);
  });

  test('members must all hold, and those that the pattern does not name do not matter', () => {
    const pattern = { a: ['x'], b: { c: ['y'] } };
    expect(matches(pattern, { a: 'x', b: { c: 'y', d: 1 }, e: 2 })).toBe(true);
    expect(matches(pattern, { a: 'x', b: { c: 'z' } })).toBe(false);
    expect(matches(pattern, { a: 'x' })).toBe(false);
  });

  test('members of one item of a list must hold together', () => {
    const pattern = { items: { a: [1], b: [2] } };
    expect(matches(pattern, { items: [{ a: 1, b: 2 }] })).toBe(true);
    expect(
      matches(pattern, {
        items: [
          { a: 1, b: 3 },
          { a: 4, b: 2 },
        ],
      }),
    ).toBe(false);
  });

  test('names that every object has are not taken for members', () => {
    expect(holds({ exists: true }, undefined)).toBe(false);
    expect(matches({ constructor: [{ exists: true }] }, {})).toBe(false);
    expect(matches(JSON.parse('{"__proto__": {"a": ["b"]}}'), JSON.parse('{"__proto__": {"a": "b"}}'))).toBe(
      true,
    );
    expect(matches(JSON.parse('{"__proto__": {"a": ["b"]}}'), {})).toBe(false);
  });
});

describe('comparisons', () => {
  test.each([
    [{ prefix: 'ab' }, 'abc', true],
    [{ prefix: 'b' }, 'abc', false],
    [{ prefix: { 'equals-ignore-case': 'AB' } }, 'abc', true],
    [{ suffix: 'bc' }, 'abc', true],
    [{ suffix: { 'equals-ignore-case': 'BC' } }, 'abc', true],
    [{ 'equals-ignore-case': 'ABC' }, 'abc', true],
    [{ 'equals-ignore-case': 'ABC' }, 'abcd', false],
    [{ 'anything-but': 'a' }, 'b', true],
    [{ 'anything-but': 'a' }, 'a', false],
    [{ 'anything-but': 'a' }, undefined, false],
    [{ 'anything-but': ['a', 'b'] }, 'b', false],
    [{ 'anything-but': ['a', 1] }, 1, false],
    [{ 'anything-but': 'a' }, ['a', 'c'], true],
    [{ 'anything-but': { prefix: 'a' } }, 'ab', false],
    [{ 'anything-but': { prefix: ['a', 'b'] } }, 'bc', false],
    [{ 'anything-but': { suffix: 'x' } }, 'ab', true],
    [{ 'anything-but': { 'equals-ignore-case': 'A' } }, 'a', false],
    [{ 'anything-but': { wildcard: '*b*' } }, 'abc', false],
    [{ numeric: ['>', 0, '<=', 5] }, 5, true],
    [{ numeric: ['>', 0, '<=', 5] }, 0, false],
    [{ numeric: ['=', 3.018e2] }, 301.8, true],
    [{ numeric: ['>', 0] }, '5', false],
    [{ exists: true }, null, true],
    [{ exists: true }, undefined, false],
    [{ exists: false }, undefined, true],
    [{ exists: false }, 'x', false],
    [{ cidr: '10.0.0.0/24' }, '10.0.0.255', true],
    [{ cidr: '10.0.0.0/24' }, '10.0.1.0', false],
    [{ cidr: '2001:db8::/32' }, '2001:db8::1', true],
    [{ cidr: '10.0.0.0/24' }, 'not an address', false],
    [{ wildcard: 'arn:*:s3:::*' }, 'arn:aws:s3:::bucket', true],
    [{ wildcard: 'arn:*:s3:::*' }, 'arn:aws:ec2:::x', false],
    [{ wildcard: 'a\\*b' }, 'a*b', true],
    [{ wildcard: 'a\\*b' }, 'axb', false],
    [{ wildcard: 'a*a' }, 'a', false],
  ])('%j of %j is %s', (condition, value, expected) => {
    expect(holds(condition, value)).toBe(expected);
  });

  test('absent all the way', () => {
    const pattern = { detail: { findings: { Note: { Text: [{ exists: false }] } } } };
    expect(matches(pattern, { detail: { findings: [{ Id: 'x' }] } })).toBe(true);
    expect(matches(pattern, { detail: { findings: [{ Note: { Text: 'x' } }] } })).toBe(false);
  });

  test('$or, at any depth, beside other members', () => {
    const pattern = { a: { $or: [{ b: [1] }, { c: [2] }], d: [3] } };
    expect(matches(pattern, { a: { c: 2, d: 3 } })).toBe(true);
    expect(matches(pattern, { a: { b: 1, d: 3 } })).toBe(true);
    expect(matches(pattern, { a: { b: 1 } })).toBe(false);
  });
});

describe('what is no pattern is refused, and where', () => {
  test.each([
    [[], 'EventPattern must be an object with at least one member'],
    [{}, 'EventPattern must be an object with at least one member'],
    [{ a: 'x' }, 'EventPattern.a must be a list of values, or an object'],
    [{ a: [] }, 'EventPattern.a must be a list of one or more values'],
    [{ a: [['x']] }, 'EventPattern.a[0] must be text, a number'],
    [{ a: { b: {} } }, 'EventPattern.a.b must be an object'],
    [
      { a: ['x', { prefx: 'y' }] },
      'EventPattern.a[1] has the unknown comparison "prefx": expected one of prefix, suffix',
    ],
    [{ a: [{ prefix: 'y', suffix: 'z' }] }, 'EventPattern.a[0] must have exactly one member'],
    [{ a: [{ prefix: '' }] }, 'EventPattern.a[0].prefix must be text that is not empty'],
    [{ a: [{ numeric: ['>'] }] }, 'EventPattern.a[0].numeric must be a list'],
    [{ a: [{ numeric: ['~', 1] }] }, 'EventPattern.a[0].numeric must be a list'],
    [{ a: [{ exists: 1 }] }, 'EventPattern.a[0].exists must be true or false'],
    [{ a: [{ cidr: 'x' }] }, 'EventPattern.a[0].cidr must be a range'],
    [{ a: [{ wildcard: 'a**b' }] }, 'EventPattern.a[0].wildcard must not have two stars in a row'],
    [{ a: [{ wildcard: 'a\\b' }] }, 'EventPattern.a[0].wildcard has a backslash'],
    [{ a: [{ 'anything-but': [] }] }, 'EventPattern.a[0].anything-but must name one or more values'],
    [{ a: [{ constructor: 'x' }] }, 'EventPattern.a[0] has the unknown comparison "constructor"'],
    [
      { a: [{ 'anything-but': { numeric: ['=', 1] } }] },
      'expected one of prefix, suffix, equals-ignore-case, wildcard',
    ],
    [
      { a: [{ 'anything-but': { cidr: '::/0' } }] },
      'EventPattern.a[0].anything-but has the unknown comparison',
    ],
    [{ a: [Number.POSITIVE_INFINITY] }, 'EventPattern.a[0] must be text, a number'],
    [{ a: [{ numeric: ['<', Number.POSITIVE_INFINITY] }] }, 'EventPattern.a[0].numeric must be a list'],
    [{ $or: [{ a: [1] }] }, 'EventPattern.$or must be a list of two or more patterns'],
    [{ a: ['x'.repeat(9_000)] }, 'EventPattern must be at most 8192 bytes of JSON'],
    [JSON.parse(`${'{"a":'.repeat(30)}["x"]${'}'.repeat(30)}`), 'lies deeper than 24 members'],
  ])('%j', (pattern, message) => {
    expect(() => compilePattern(pattern)).toThrow(message);
  });
});

test('a wildcard holds for exactly the texts that a regular expression says', () => {
  const letters = fc.constantFrom('a', 'b');
  const pattern = fc
    .array(fc.oneof(letters, fc.constant('*')), { minLength: 1, maxLength: 8 })
    .map((parts) => parts.join('').replaceAll(/\*+/g, '*'));
  fc.assert(
    fc.property(pattern, fc.string({ unit: letters, maxLength: 10 }), (wildcard, text) => {
      expect(holds({ wildcard }, text)).toBe(new RegExp(`^${wildcard.replaceAll('*', '.*')}$`).test(text));
    }),
    { numRuns: 2_000 },
  );
});

test('whatever a pattern and an event hold, it is refused with a reason or says yes or no', () => {
  const word = fc.constantFrom(
    'a',
    '$or',
    'prefix',
    'anything-but',
    'numeric',
    'exists',
    'wildcard',
    '__proto__',
  );
  const json = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom<unknown>('a', '', '*', 1, true, null),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(word, tie('value'), { maxKeys: 3 }),
    ),
  })).value;
  fc.assert(
    fc.property(json, json, (pattern, event) => {
      let test: (value: unknown) => boolean;
      try {
        test = compilePattern(pattern);
      } catch (error) {
        expect(String(error)).toMatch(/^Error: EventPattern/);
        return;
      }
      expect(typeof test(event)).toBe('boolean');
    }),
    { numRuns: 3_000 },
  );
});
