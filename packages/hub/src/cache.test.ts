import { expect, test } from 'vitest';
import { BoundedCache } from './cache.js';

test('a bounded cache forgets what was not used for longest', () => {
  const cache = new BoundedCache<string, number>(2);
  cache.set('a', 1);
  cache.set('b', 2);
  expect(cache.get('a')).toBe(1);
  cache.set('c', 3);
  expect([cache.get('a'), cache.get('b'), cache.get('c'), cache.size]).toEqual([1, undefined, 3, 2]);
  cache.set('a', 4);
  expect([cache.get('a'), cache.size]).toEqual([4, 2]);
  cache.delete('a');
  cache.clear();
  expect(cache.size).toBe(0);
});
