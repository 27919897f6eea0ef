import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ServiceError } from '../errors.js';
import { FilterIndex } from './automation-index.js';
import { FindingValues } from './filter/finding-values.js';
import { compileCondition } from './filter/matches.js';
import { parseFilters } from './filter/parse.js';
import { anyFilters, anyFinding, type SentFilters } from './filter/testing.js';
import type { Filter } from './filter/tree.js';
import { incoming } from './testing.js';

const NOW = new Date('2024-01-10T00:00:00Z');

function parsed(sent: SentFilters): Filter[] {
  try {
    return [parseFilters(sent, NOW)];
  } catch (error) {
    if (error instanceof ServiceError) return [];
    throw error;
  }
}

test('every filter that a finding passes is a candidate, and most of the others are not', () => {
  const count = { passed: 0, candidates: 0, all: 0 };
  const text = fc.constantFrom('a', 'ab', 'b', '__proto__');
  const equal = fc.record({ Value: text, Comparison: fc.constantFrom('EQUALS', 'PREFIX') });
  const name = fc.constantFrom('Title', 'Type', 'ResourceId', 'constructor');
  // Attributes with the same few values: these are what there is an index of.
  const plain = fc
    .array(fc.tuple(name, fc.array(equal, { minLength: 1, maxLength: 2 })), { minLength: 1, maxLength: 3 })
    .map((entries) => Object.fromEntries(entries));
  const filters = fc.array(fc.oneof(anyFilters, plain), { maxLength: 12 });
  fc.assert(
    fc.property(filters, fc.array(anyFinding, { minLength: 1, maxLength: 3 }), (sent, findings) => {
      const all = sent.flatMap(parsed);
      const index = new FilterIndex(all);
      for (const finding of findings) {
        const values = new FindingValues(finding);
        const passed = all.flatMap((filter, place) => (compileCondition(filter)(values) ? [place] : []));
        const candidates = index.candidates(values);
        expect(passed.filter((place) => !candidates.has(place))).toEqual([]);
        count.passed += passed.length;
        count.candidates += candidates.size;
        count.all += all.length;
      }
    }),
    { numRuns: 1_000, seed: 41 },
  );
  expect(count.passed).toBeGreaterThan(500);
  expect(count.candidates).toBeLessThan(0.8 * count.all);
});

test('what many filters share is not what they are found by', () => {
  const filters = ['one', 'two', 'three'].flatMap((Value) =>
    parsed({
      RecordState: [{ Value: 'ACTIVE', Comparison: 'EQUALS' }],
      Title: [{ Value, Comparison: 'EQUALS' }],
    }),
  );
  const index = new FilterIndex(filters);
  const titled = incoming.map((finding) => ({ ...finding, Title: 'two', RecordState: 'ACTIVE' as const }));
  for (const finding of fc.sample(titled, { numRuns: 1, seed: 42 })) {
    expect([...index.candidates(new FindingValues(finding))]).toEqual([1]);
  }
  expect.assertions(1);
});
