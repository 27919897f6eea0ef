import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { jsonEqual } from './json-equal.js';

it('agrees with the general comparison on JSON values', () => {
  const few = fc.jsonValue({ maxDepth: 3, stringUnit: fc.constantFrom('a', 'b') });
  fc.assert(
    fc.property(few, few, (a, b) => {
      const [left, right]: unknown[] = [JSON.parse(JSON.stringify(a)), JSON.parse(JSON.stringify(b))];
      expect(jsonEqual(left, right)).toBe(isDeepStrictEqual(left, right));
      expect(jsonEqual(left, structuredClone(left))).toBe(true);
    }),
    { numRuns: 2000 },
  );
});
