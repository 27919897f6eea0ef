import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fits, literalTokens, wildcardTokens } from './wildcard.js';

const matches = (pattern: string, text: string): boolean => fits(wildcardTokens(pattern), text);

test.each([
  ['*', '', true],
  ['*', 'anything', true],
  ['', '', true],
  ['', 'a', false],
  ['?', '', false],
  ['?', 'é', true],
  ['?', '😀', true],
  ['a*', 'a', true],
  ['a*c', 'abbbc', true],
  ['a*c', 'abbbcd', false],
  ['a*b*c', 'a-b-b-c', true],
  ['*ab', 'aab', true],
  ['a?c', 'abc', true],
  ['a?c', 'ac', false],
  ['a**?', 'a', false],
  ['a**?', 'ab', true],
  ['.*', 'abc', false],
  ['[a-z]', 'b', false],
  ['A', 'a', false],
])('%j against %j', (pattern, text, expected) => {
  expect(matches(pattern, text)).toBe(expected);
});

test('agrees with the definition of the wildcards', () => {
  /** The definition itself, with the memory of what was tried that makes it finish. */
  const defined = (pattern: string[], text: string[], known = new Map<string, boolean>()): boolean => {
    const id = `${pattern.length},${text.length}`;
    const before = known.get(id);
    if (before !== undefined) return before;
    const [first, ...rest] = pattern;
    const [char, ...chars] = text;
    let result: boolean;
    if (first === undefined) result = char === undefined;
    else if (first === '*')
      result = defined(rest, text, known) || (char !== undefined && defined(pattern, chars, known));
    else result = char !== undefined && (first === '?' || first === char) && defined(rest, chars, known);
    known.set(id, result);
    return result;
  };
  const letters = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 12 });
  const patterns = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 });
  fc.assert(
    fc.property(patterns, letters, (pattern, text) => {
      expect(matches(pattern, text)).toBe(defined([...pattern], [...text]));
    }),
    { numRuns: 3000 },
  );
});

test('a pattern that would make a backtracking matcher explode is answered', () => {
  expect(matches(`${'*a'.repeat(1000)}b`, 'a'.repeat(2048))).toBe(false);
});

test('literal tokens match nothing but themselves', () => {
  expect(fits(literalTokens('a*'), 'abc')).toBe(false);
  expect(fits(literalTokens('a*?'), 'a*?')).toBe(true);
});
