import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeText, encodeText } from './text.js';

/** Mostly characters around those that are encoded, so that they meet. */
const text = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.nat(8) },
      { weight: 3, arbitrary: fc.integer({ min: 0xd7fe, max: 0xe003 }) },
      { weight: 1, arbitrary: fc.nat(0xffff) },
    ),
    { maxLength: 10 },
  )
  .map((codes) => String.fromCharCode(...codes));

/** As databases compare: by code points, whatever UTF-16 makes of them. */
const inOrder = (left: string, right: string): number => {
  const points = (value: string) => Array.from(value, (character) => character.codePointAt(0) ?? 0);
  const [one, other] = [points(left), points(right)];
  const at = one.findIndex((point, index) => point !== other[index]);
  return at < 0 ? Math.sign(one.length - other.length) : Math.sign((one[at] ?? 0) - (other[at] ?? -1));
};

test('texts come back as they were, in what a database can hold', () => {
  fc.assert(
    fc.property(text, (value) => {
      const encoded = encodeText(value);
      expect(decodeText(encoded)).toBe(value);
      expect(encoded).not.toContain('\0');
      expect(encoded.isWellFormed()).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test('a text that a database can hold stays what it is', () => {
  const value = 'naïve 😀 \u0005\t\n"{}" \uFFFD \uD7FF\uE001';
  expect(encodeText(value)).toBe(value);
  expect(decodeText(value)).toBe(value);
});

test('every unit has a code of its own', () => {
  const units = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code));
  expect(new Set(units.map(encodeText)).size).toBe(units.length);
  expect(units.every((unit) => decodeText(encodeText(unit)) === unit)).toBe(true);
});

test('encoded texts compare as the texts do', () => {
  fc.assert(
    fc.property(text, text, (left, right) => {
      const bytes = (value: string) => Buffer.from(encodeText(value));
      expect(Buffer.compare(bytes(left), bytes(right))).toBe(inOrder(left, right));
    }),
    { numRuns: 5_000 },
  );
});

/** Texts between whose characters no pair of halves can come about or be torn apart. */
const whole = text.filter((value) => value.isWellFormed());

test('encoded texts begin with and contain each other as the texts do', () => {
  fc.assert(
    fc.property(whole, whole, whole, (before, value, after) => {
      const all = before + value + after;
      for (const [one, other] of [
        [all, value],
        [all, before],
        [all, after],
        [before, after],
        [value, before],
      ] as const) {
        expect(encodeText(one).startsWith(encodeText(other))).toBe(one.startsWith(other));
        expect(encodeText(one).includes(encodeText(other))).toBe(one.includes(other));
      }
    }),
    { numRuns: 2_000 },
  );
});

test.each(['a\u0001b', '\u0001\u0002', '\uE000', '\u0001\u0002\u0005'])(
  'what nobody encoded is not decoded in silence (%j)',
  (value) => {
    expect(() => decodeText(value)).toThrow(/not encoded/);
  },
);
