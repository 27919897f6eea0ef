import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { type AwsSecurityFinding, validateFinding } from '@docket/asff';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ServiceError } from '../../errors.js';
import { ATTRIBUTES, type Attribute } from './attributes.js';
import { compilePredicate } from './matches.js';
import { parseFilters } from './parse.js';
import { anyFilters, anyFinding, filtersOf, type SentFilters } from './testing.js';
import { isRefused, selects, VALUES } from './testing-oracle.js';

const NOW = new Date('2024-01-10T00:00:00Z');

function predicateOf(sent: SentFilters): ((finding: AwsSecurityFinding) => boolean) | 'refused' {
  try {
    return compilePredicate(parseFilters(sent, NOW));
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'InvalidInputException') return 'refused';
    throw error;
  }
}

function agree(sent: SentFilters, findings: readonly AwsSecurityFinding[]): void {
  const predicate = predicateOf(sent);
  expect(predicate === 'refused').toBe(isRefused(sent));
  if (predicate === 'refused') return;
  expect(findings.map(predicate)).toEqual(findings.map((finding) => selects(sent, finding, NOW)));
}

describe('the predicate selects what the documentation says', () => {
  const findings = fc.array(anyFinding, { minLength: 1, maxLength: 4 });

  test.each([...ATTRIBUTES.values()].map((attribute) => [attribute.name, attribute] as const))(
    'of %s',
    (_, attribute) => {
      fc.assert(fc.property(filtersOf(attribute), findings, agree), { numRuns: 60, seed: 1 });
    },
  );

  test('of several attributes', () => {
    fc.assert(fc.property(anyFilters, findings, agree), { numRuns: 500, seed: 2 });
  });
});

/** Filters that something in the corpus passes, made from a value of it. */
function filtersFrom({ name, kind }: Attribute, value: unknown): SentFilters[] {
  const text = String(value);
  const half = text.slice(0, Math.ceil(text.length / 2)).slice(0, 500);
  const all = (filters: Record<string, unknown>[]) => filters.map((filter) => ({ [name]: [filter] }));
  switch (kind) {
    case 'string':
      return all([
        { Value: text, Comparison: 'EQUALS' },
        { Value: text, Comparison: 'NOT_EQUALS' },
        { Value: half, Comparison: 'PREFIX' },
        { Value: half, Comparison: 'PREFIX_NOT_EQUALS' },
        { Value: half.slice(1), Comparison: 'CONTAINS' },
        { Value: half.slice(1), Comparison: 'NOT_CONTAINS' },
        { Value: half, Comparison: 'CONTAINS_WORD' },
      ]);
    case 'map':
      return Object.entries(Object(value)).flatMap(([Key, entry]) =>
        all([
          { Key, Value: String(entry), Comparison: 'EQUALS' },
          { Key, Value: String(entry), Comparison: 'NOT_EQUALS' },
          { Key, Value: String(entry).slice(1, 500), Comparison: 'CONTAINS' },
          { Key, Value: String(entry).slice(1, 500), Comparison: 'NOT_CONTAINS' },
        ]),
      );
    case 'number':
      return all([{ Eq: value }, { Gt: value }, { Gte: value }, { Lt: value }, { Lte: value }]);
    case 'date':
      return all([{ Start: text }, { End: text }, { Start: text, End: text }]);
    case 'ip':
      return all([{ Cidr: text }, { Cidr: `${text}/16` }]);
    case 'boolean':
      return all([{ Value: value }]);
    case 'keyword':
      return all([{ Value: half }]).filter((sent) => !isRefused(sent));
  }
}

const corpus = new URL('../../../../../../shared/corpus/findings/', import.meta.url);

describe.skipIf(!existsSync(corpus))('findings in the wild', () => {
  test('are selected by each of their values as the documentation says', () => {
    const findings = readdirSync(corpus).flatMap((file) => {
      const all: unknown[] = JSON.parse(readFileSync(new URL(file, corpus), 'utf8'));
      return all.flatMap((one) => {
        const verdict = validateFinding(one);
        return verdict.ok ? [verdict.finding] : [];
      });
    });
    const seen = new Set<string>();
    for (const attribute of ATTRIBUTES.values()) {
      const values = findings.flatMap((finding) => VALUES[attribute.name](finding)).filter(Boolean);
      const distinct = new Map(values.map((value) => [JSON.stringify(value), value]));
      for (const sent of [...distinct.values()].slice(0, 5).flatMap((one) => filtersFrom(attribute, one))) {
        agree(sent, findings);
        seen.add(attribute.name);
      }
    }
    expect(seen.size).toBeGreaterThan(40);
  });
});
