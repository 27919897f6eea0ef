import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyFiltersAtAll } from './testing.js';
import { readFilters, writeFilters } from './url.js';

const written = (filters: Parameters<typeof writeFilters>[0]): string => {
  const query = new URLSearchParams();
  writeFilters(filters, query);
  return query.toString();
};

describe('filters in addresses', () => {
  test('come back as they were, whatever they say', () => {
    fc.assert(
      fc.property(anyFiltersAtAll, (filters) => {
        const read = readFilters(new URLSearchParams(written(filters)));
        expect(read).toEqual({ filters: JSON.parse(JSON.stringify(filters)), problems: [] });
      }),
    );
  });

  test.each([
    [{ SeverityLabel: [{ Value: 'HIGH', Comparison: 'EQUALS' }] }, 'SeverityLabel=eq:HIGH'],
    [{ Title: [{ Value: 'a b', Comparison: 'NOT_CONTAINS' }] }, 'Title=has-not:a b'],
    [{ ResourceTags: [{ Key: 'a=b', Value: 'c=d', Comparison: 'EQUALS' }] }, 'ResourceTags=eq:a%3Db=c=d'],
    [{ Confidence: [{ Gte: 40, Lt: 80 }] }, 'Confidence=gte:40,lt:80'],
    [{ UpdatedAt: [{ DateRange: { Value: 7, Unit: 'DAYS', Comparison: 'WITHIN' } }] }, 'UpdatedAt=last:7'],
    [{ CreatedAt: [{ End: '2026-03-04T00:00:00Z' }] }, 'CreatedAt=/2026-03-04T00:00:00Z'],
    [{ NetworkSourceIpV4: [{ Cidr: '10.0.0.0/8' }] }, 'NetworkSourceIpV4=10.0.0.0/8'],
    [{ Keyword: [{ Value: 'open ssl' }] }, 'Keyword=open ssl'],
    [{ Sample: [{ Value: true }] }, 'Sample=true'],
  ])('are short: %j', (filters, expected) => {
    expect(decodeURIComponent(written(filters).replaceAll('+', ' ').replace('%253D', '%25253D'))).toBe(
      expected.replace('%3D', '%253D'),
    );
  });

  test.each([
    'SeverityLabel=HIGH',
    'SeverityLabel=like:HIGH',
    'Confidence=gte:',
    'Confidence=gte:x',
    'Confidence=about:4',
    'UpdatedAt=last:week',
    'UpdatedAt=2026-03-04',
    'UpdatedAt=/',
    'Sample=maybe',
    'ResourceTags=eq:Team',
    'ResourceTags=eq:%25zz=x',
    'Newer=x',
    'Title=json:[]',
    'Title=json:{',
  ])('tell of what they do not understand: %s', (query) => {
    const { filters, problems } = readFilters(new URLSearchParams(query));
    expect(filters).toEqual({});
    expect(problems).toHaveLength(1);
  });

  test('leave alone what is no attribute', () => {
    expect(readFilters(new URLSearchParams('sort=-UpdatedAt&view=x&region=eu-west-1'))).toEqual({
      filters: {},
      problems: [],
    });
  });
});
