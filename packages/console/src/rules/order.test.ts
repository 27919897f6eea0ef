import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Ordered, reordered } from './order.js';

const rules = (...orders: number[]): Ordered[] => orders.map((order, index) => ({ arn: `${index}`, order }));

test('moves as few rules as possible', () => {
  expect(reordered(rules(10, 20, 30))).toEqual([]);
  expect(reordered(rules(20, 10, 30))).toEqual([{ arn: '1', order: 21 }]);
  expect(reordered(rules(5, 5, 5))).toEqual([
    { arn: '1', order: 6 },
    { arn: '2', order: 7 },
  ]);
});

test('moves them together where there is no room above', () => {
  expect(reordered(rules(1_000, 1))).toEqual([
    { arn: '0', order: 1 },
    { arn: '1', order: 2 },
  ]);
});

test('puts any rules in the sequence that is wanted', () => {
  const order = fc.integer({ min: 1, max: 1_000 });
  fc.assert(
    fc.property(fc.array(order, { maxLength: 100 }), (orders) => {
      const wanted = rules(...orders);
      const changes = new Map(reordered(wanted).map(({ arn, order: next }) => [arn, next]));
      const after = wanted.map(({ arn, order: before }) => changes.get(arn) ?? before);
      expect(after).toEqual([...new Set(after)].sort((one, other) => one - other));
      expect(Math.max(1, ...after)).toBeLessThanOrEqual(1_000);
      for (const [index, { arn, order: before }] of wanted.entries()) {
        if (changes.has(arn)) expect(after[index]).not.toBe(before);
      }
    }),
  );
});
