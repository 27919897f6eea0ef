import fc from 'fast-check';
import { expect, test } from 'vitest';
import { JsonText, listParts } from './json-text.js';

test('an answer in parts has the bytes of its text, whatever is in them', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: fc.integer({ max: 0xffff }).map((unit) => String.fromCharCode(unit)) })),
      (texts) => {
        // Half a surrogate pair is written for itself, as it is in a text that ends there.
        const expected = Buffer.concat(texts.map((text) => Buffer.from(text)));
        expect(new JsonText(...texts).bytes()).toEqual(expected);
      },
    ),
  );
});

test('a list is its texts with commas between them', () => {
  fc.assert(
    fc.property(fc.array(fc.json()), (texts) => {
      expect(new JsonText('[', ...listParts(texts), ']').bytes().toString()).toBe(`[${texts.join(',')}]`);
    }),
  );
});
