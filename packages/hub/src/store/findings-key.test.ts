import { hash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkDigest, findingDigest } from './findings-key.js';

const text = fc.constantFrom('', 'a', 'b', 'a,b', '["a"]', '\n', '\ud800');
const list = fc.array(text, { maxLength: 2 });
const attributes = fc.record({
  productName: fc.option(text),
  companyName: fc.option(text),
  generatorId: fc.option(text),
  title: fc.option(text),
  types: list,
});

test('the name of a check is that of all of its attributes, also when another was asked for before', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(text, attributes, list), { minLength: 2, maxLength: 20 }), (checks) => {
      for (const [productArn, check, resourceTypes] of checks) {
        const { productName, companyName, generatorId, title, types } = check;
        const parts = [productArn, productName, companyName, generatorId, title, types, resourceTypes];
        const named = hash('sha256', JSON.stringify(parts), 'base64url').slice(0, 22);
        expect(checkDigest(productArn, check, resourceTypes)).toBe(named);
      }
    }),
  );
});

test('a finding is known again by the same key and by an equal one, and told from all others', () => {
  const keys = Array.from({ length: 2_000 }, (_, number) => ({
    region: `region-${number % 3}`,
    productArn: `product-${number % 5}`,
    id: String(Math.floor(number / 15)),
  }));
  const digests = keys.map(findingDigest);
  expect(keys.map(findingDigest)).toEqual(digests);
  expect(keys.map((key) => findingDigest({ ...key }))).toEqual(digests);
  const different = new Set(keys.map((key) => JSON.stringify(key)));
  expect(new Set(digests).size).toBe(different.size);
});
