import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { HistoryChange } from '../api/history.js';
import { differences } from './differences.js';

const change = (before: unknown, after: unknown): HistoryChange => ({
  field: 'X',
  before: typeof before === 'string' ? before : JSON.stringify(before),
  after: typeof after === 'string' ? after : JSON.stringify(after),
});

describe('a change is told', () => {
  test.each<[unknown, unknown, [string, string | undefined, string | undefined][]]>([
    [{ Status: 'NEW' }, { Status: 'RESOLVED' }, [['X.Status', 'NEW', 'RESOLVED']]],
    [{ A: 1, B: { C: 'x', D: 2 } }, { A: 1, B: { C: 'x', D: 3 } }, [['X.B.D', '2', '3']]],
    [
      undefined,
      { Text: 'a', By: 'me' },
      [
        ['X.Text', undefined, 'a'],
        ['X.By', undefined, 'me'],
      ],
    ],
    [{ Text: 'a' }, undefined, [['X.Text', 'a', undefined]]],
    [{ A: 'x' }, {}, [['X.A', 'x', undefined]]],
    [{ A: ['x'] }, { A: ['x', 'y'] }, [['X.A', '["x"]', '["x","y"]']]],
    ['plain', 'other', [['X', 'plain', 'other']]],
    ['{broken', '{"A":1}', [['X', '{broken', '{"A":1}']]],
    ['70', '{"A":1}', [['X', '70', '{"A":1}']]],
    ['["a"]', '["b"]', [['X', '["a"]', '["b"]']]],
    ['{"__proto__":1}', '{"__proto__":2}', [['X.__proto__', '1', '2']]],
  ])('%j to %j', (before, after, expected) => {
    const told = differences(change(before, after)).map((one) => [one.field, one.before, one.after]);
    expect(told).toEqual(expected);
  });

  it('completely, whatever the objects are', () => {
    const object = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }));
    fc.assert(
      fc.property(object, object, (before, after) => {
        const told = differences(change(before, after));
        // What is told is different, and where nothing is told nothing is.
        for (const one of told) expect(one.before).not.toBe(one.after);
        const isSame = JSON.stringify(sorted(before)) === JSON.stringify(sorted(after));
        if (isSame) expect(told).toEqual([]);
        if (told.length === 0) expect(leaves(before)).toEqual(leaves(after));
      }),
    );
  });
});

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.entries(value)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, member]) => [key, sorted(member)]);
}

/** All values that are no objects, with where they are. An empty object has none. */
function leaves(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [`${path}=${typeof value === 'string' ? value : JSON.stringify(value)}`];
  }
  return Object.entries(value)
    .flatMap(([key, member]) => leaves(member, `${path}/${key}`))
    .sort();
}
