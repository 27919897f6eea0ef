import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTokens } from './tokens.js';

const KEY = Buffer.alloc(32, 1);
const REFUSED = 'Invalid NextToken: it must come from the page before, with the same request.';

test('a token opens for its query, with the same master key, and tells nothing', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 4, unit: 'grapheme' }), fc.string(), (position, query) => {
      const token = createTokens(KEY).seal(position, query);
      expect(createTokens(Buffer.from(KEY)).open(token, query)).toBe(position);
      expect(token).toMatch(/^[\w-]+$/);
      expect(Buffer.from(token, 'base64url').includes(position)).toBe(false);
    }),
  );
});

test('another query, another key, and any changed bit are refused', () => {
  const tokens = createTokens(KEY);
  const token = tokens.seal('position', 'query');
  expect(() => tokens.open(token, 'query2')).toThrow(REFUSED);
  expect(() => createTokens(Buffer.alloc(32, 2)).open(token, 'query')).toThrow(REFUSED);
  const bytes = Buffer.from(token, 'base64url');
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const changed = Buffer.from(bytes);
    changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    expect(() => tokens.open(changed.toString('base64url'), 'query')).toThrow(REFUSED);
  }
  for (let length = 0; length < bytes.length; length += 1) {
    expect(() => tokens.open(bytes.subarray(0, length).toString('base64url'), 'query')).toThrow(REFUSED);
  }
});

test('what is no token at all is refused', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(() => createTokens(KEY).open(text, 'query')).toThrow(REFUSED);
    }),
  );
});

test('two tokens of one position differ', () => {
  const tokens = createTokens(KEY);
  expect(tokens.seal('a', 'b')).not.toBe(tokens.seal('a', 'b'));
});
