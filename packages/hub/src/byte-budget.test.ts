import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ByteBudget } from './byte-budget.js';

test('what must not pile up is refused when there is no room', () => {
  const budget = new ByteBudget(10);
  expect(budget.tryTake(7)).toBe(true);
  expect(budget.tryTake(4)).toBe(false);
  expect(budget.tryTake(3)).toBe(true);
  budget.give(7);
  expect(budget.tryTake(7)).toBe(true);
});

test('what may wait goes in order, even where a smaller one would fit', async () => {
  const budget = new ByteBudget(10);
  const order: string[] = [];
  await budget.take(8);
  const large = budget.take(9).then(() => order.push('large'));
  const small = budget.take(1).then(() => order.push('small'));
  budget.give(8);
  await Promise.all([large, small]);
  expect(order).toEqual(['large', 'small']);
});

test('more than everything is everything, and comes back as that', async () => {
  const budget = new ByteBudget(10);
  await budget.take(1000);
  expect(budget.tryTake(1)).toBe(false);
  budget.give(1000);
  expect(budget.tryTake(10)).toBe(true);
});

test('whatever is taken and given back, nobody waits forever and nothing is lost', async () => {
  const sizes = fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(sizes, async (wanted) => {
      const budget = new ByteBudget(20);
      let inUse = 0;
      await Promise.all(
        wanted.map(async (bytes) => {
          await budget.take(bytes);
          inUse += Math.min(bytes, 20);
          expect(inUse).toBeLessThanOrEqual(20);
          await Promise.resolve();
          inUse -= Math.min(bytes, 20);
          budget.give(bytes);
        }),
      );
      expect(budget.tryTake(20)).toBe(true);
    }),
  );
});
