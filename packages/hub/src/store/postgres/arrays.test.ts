import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textArray } from './arrays.js';

/** What PostgreSQL reads: the head, and then each text behind its length. */
function read(array: Buffer): { head: number[]; items: (string | null)[] } {
  const head = [0, 4, 8, 12, 16].map((at) => array.readInt32BE(at));
  const items: (string | null)[] = [];
  let at = 20;
  while (at < array.length) {
    const length = array.readInt32BE(at);
    at += 4;
    items.push(length < 0 ? null : array.toString('utf8', at, at + length));
    at += Math.max(length, 0);
  }
  return { head, items };
}

const TEXT = 25;
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', 'a', '\0\0\0\0', 'grün', '\u{1F600}', 'x'.repeat(30_000)),
);

test('texts come back from an array, however long and of whatever characters', () => {
  fc.assert(
    fc.property(fc.array(fc.option(text), { maxLength: 30 }), (items) => {
      expect(read(textArray(items))).toEqual({ head: [1, 1, TEXT, items.length, 1], items });
    }),
  );
});

test('an array keeps what was in it when others are made', () => {
  const first = textArray(['first']);
  textArray(['second', 'x'.repeat(100_000)]);
  expect(read(first).items).toEqual(['first']);
});
