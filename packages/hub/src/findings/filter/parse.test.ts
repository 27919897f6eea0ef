import { describe, expect, test } from 'vitest';
import { ServiceError } from '../../errors.js';
import { compilePredicate } from './matches.js';
import { hasRelativeDates, parseCriteria, parseFilters } from './parse.js';

const NOW = new Date('2024-01-10T12:00:00.000Z');
const parse = (filters: unknown) => parseFilters(filters, NOW);

function refusalOf(filters: unknown): string {
  try {
    parse(filters);
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'InvalidInputException') return error.message;
    throw error;
  }
  return 'accepted';
}

const text = (Comparison: string, Value = 'x') => ({ Value, Comparison });
const tag = (Key: string, Comparison: string, Value = 'x') => ({ Key, Value, Comparison });

describe('a filter is refused', () => {
  test.each([
    [
      'bad block',
      { NetworkSourceIpV4: [{ Cidr: '10.0.0.0/33' }] },
      'NetworkSourceIpV4[0].Cidr should be a CIDR block',
    ],
    [
      'not an address',
      { NetworkSourceIpV6: [{ Cidr: '::1' }, { Cidr: 'x' }] },
      'NetworkSourceIpV6[1].Cidr should be a CIDR block',
    ],
    [
      'zone',
      { NetworkSourceIpV6: [{ Cidr: 'fe80::1%eth0' }] },
      'NetworkSourceIpV6[0].Cidr should be a CIDR block',
    ],
    [
      'a number as a block',
      { NetworkSourceIpV4: [{ Cidr: 10 }] },
      'NetworkSourceIpV4[0].Cidr should be string',
    ],
    ['date alone', { CreatedAt: [{ Start: '2024-01-01' }] }, 'CreatedAt[0].Start should be a date'],
    ['words for a date', { CreatedAt: [{ End: 'now' }] }, 'CreatedAt[0].End should be a date'],
    ['empty date text', { CreatedAt: [{ End: '' }] }, 'CreatedAt[0].End should be a date'],
    [
      'range and start',
      { CreatedAt: [{ Start: '2024-01-01T00:00:00Z', DateRange: { Value: 1 } }] },
      'CreatedAt[0] should NOT have DateRange together with Start or End',
    ],
    [
      'range and end',
      { CreatedAt: [{ DateRange: { Value: 1 }, End: '2024-01-01T00:00:00Z' }] },
      'CreatedAt[0] should NOT have DateRange together with Start or End',
    ],
    [
      'range without a value',
      { CreatedAt: [{ DateRange: { Unit: 'DAYS' } }] },
      "CreatedAt[0].DateRange should have required property 'Value'",
    ],
    [
      'days as text',
      { CreatedAt: [{ DateRange: { Value: '1' } }] },
      'CreatedAt[0].DateRange.Value should be number',
    ],
    [
      'days ahead',
      { CreatedAt: [{ DateRange: { Value: -1 } }] },
      'CreatedAt[0].DateRange.Value should be >= 0',
    ],
    [
      'endless days',
      { CreatedAt: [{ DateRange: { Value: Number('1e999') } }] },
      'CreatedAt[0].DateRange.Value should be number',
    ],
    ['empty date', { CreatedAt: [{}] }, 'CreatedAt[0] should NOT have fewer than 1 properties'],
    [
      'empty number',
      { Confidence: [{ Eq: 1 }, {}] },
      'Confidence[1] should NOT have fewer than 1 properties',
    ],
    ['number as text', { Confidence: [{ Eq: '1' }] }, 'Confidence[0].Eq should be number'],
    ['empty string filter', { Title: [{}] }, "Title[0] should have required property 'Value'"],
    [
      'comparison alone',
      { Title: [{ Comparison: 'PREFIX' }] },
      "Title[0] should have required property 'Value'",
    ],
    [
      'unknown comparison',
      { Title: [text('MATCHES')] },
      'Title[0].Comparison should be equal to one of the allowed values',
    ],
    ['empty map filter', { ResourceTags: [{}] }, "ResourceTags[0] should have required property 'Key'"],
    ['key alone', { ResourceTags: [{ Key: 'a' }] }, "ResourceTags[0] should have required property 'Value'"],
    [
      'prefix of a map',
      { ResourceTags: [tag('a', 'PREFIX')] },
      'ResourceTags[0].Comparison should be equal to one of the allowed values',
    ],
    ['empty block', { NetworkSourceIpV4: [{}] }, "NetworkSourceIpV4[0] should have required property 'Cidr'"],
    ['empty keyword', { Keyword: [{}] }, "Keyword[0] should have required property 'Value'"],
    [
      'keyword without words',
      { Keyword: [{ Value: '"*" --' }] },
      'Keyword[0].Value should have a letter or digit',
    ],
    [
      'long keyword',
      { Keyword: [{ Value: 'a'.repeat(513) }] },
      'Keyword[0].Value should NOT be longer than 512 characters',
    ],
    ['empty boolean', { Sample: [{}] }, "Sample[0] should have required property 'Value'"],
    ['boolean as text', { Sample: [{ Value: 'true' }] }, 'Sample[0].Value should be boolean'],
    [
      'long text',
      { Title: [text('EQUALS', 'a'.repeat(32_768))] },
      'Title[0].Value should NOT be longer than 32767 characters',
    ],
    [
      'long text to look for',
      { Title: [text('CONTAINS', 'a'.repeat(1_025))] },
      'Title[0].Value should NOT be longer than 1024 characters',
    ],
    [
      'long key',
      { ResourceTags: [tag('a'.repeat(32_768), 'EQUALS')] },
      'ResourceTags[0].Key should NOT be longer than 32767 characters',
    ],
    [
      'equals with not',
      { Title: [text('EQUALS'), text('NOT_EQUALS')] },
      'Title should NOT have EQUALS together with NOT_EQUALS',
    ],
    [
      'not by default',
      { Title: [{ Value: 'x' }, text('PREFIX_NOT_EQUALS')] },
      'Title should NOT have EQUALS together with PREFIX_NOT_EQUALS',
    ],
    [
      'contains with not',
      { Title: [text('NOT_CONTAINS'), text('CONTAINS')] },
      'Title should NOT have CONTAINS together with NOT_CONTAINS',
    ],
    [
      'contains with prefix',
      { Title: [text('PREFIX'), text('CONTAINS')] },
      'Title should NOT have CONTAINS together with PREFIX',
    ],
    [
      'contains with a word',
      { Title: [text('CONTAINS_WORD'), text('CONTAINS')] },
      'Title should NOT have CONTAINS together with CONTAINS_WORD',
    ],
    [
      'not contains with not equals',
      { Title: [text('NOT_EQUALS'), text('NOT_CONTAINS')] },
      'Title should NOT have NOT_CONTAINS together with NOT_EQUALS',
    ],
    [
      'one key with both',
      { ResourceTags: [tag('a', 'EQUALS'), tag('b', 'EQUALS'), tag('a', 'NOT_EQUALS')] },
      'ResourceTags should NOT have EQUALS together with NOT_EQUALS',
    ],
    [
      'one odd key with both',
      { ResourceTags: [tag('__proto__', 'CONTAINS'), tag('__proto__', 'EQUALS')] },
      'ResourceTags should NOT have CONTAINS together with EQUALS',
    ],
    ['21 values', { Title: new Array(21).fill(text('EQUALS')) }, 'Title should NOT have more than 20 items'],
  ])('%s', (_, filters, violation) => {
    expect(refusalOf(filters)).toBe(`Invalid Filters in the input: data.${violation}`);
  });

  test.each([
    ['no object', 'all', 'data should be object'],
    ['nothing', null, 'data should be object'],
    ['unknown attribute', { Colour: [text('EQUALS')] }, 'data should NOT have additional properties'],
    ['__proto__', JSON.parse('{"__proto__":[{"Value":"x"}]}'), 'data should NOT have additional properties'],
    ['constructor', { constructor: [text('EQUALS')] }, 'data should NOT have additional properties'],
  ])('as a whole: %s', (_, filters, violation) => {
    expect(refusalOf(filters)).toBe(`Invalid Filters in the input: ${violation}`);
  });
});

describe('a filter is accepted', () => {
  test.each<[string, object]>([
    ['prefix narrowed', { Title: [text('PREFIX'), text('NOT_EQUALS'), text('PREFIX_NOT_EQUALS')] }],
    ['equals, prefix, word', { Title: [text('EQUALS'), text('PREFIX'), text('CONTAINS_WORD')] }],
    ['negatives', { Title: [text('NOT_EQUALS'), text('PREFIX_NOT_EQUALS')] }],
    [
      'keys of a map, each its own',
      { ResourceTags: [tag('a', 'EQUALS'), tag('b', 'NOT_EQUALS'), tag('c', 'CONTAINS')] },
    ],
    ['20 values', { Title: new Array(20).fill(text('EQUALS')) }],
    ['no values', { Title: [], Sample: [] }],
  ])('%s', (_, filters) => {
    expect(refusalOf(filters)).toBe('accepted');
  });
});

describe('the tree', () => {
  const string = (comparison: string, ...values: string[]) => ({
    kind: 'string',
    attribute: 'Title',
    comparison,
    values,
  });

  test('ORs what is positive, ANDs what is negative, and gathers values of one comparison', () => {
    const Title = [
      text('PREFIX', 'a'),
      text('NOT_EQUALS', 'ab'),
      text('PREFIX', 'b'),
      text('CONTAINS_WORD', 'c'),
      text('NOT_EQUALS', 'ac'),
      text('PREFIX', 'a'),
    ];
    expect(parse({ Title })).toEqual({
      kind: 'and',
      of: [
        { kind: 'or', of: [string('PREFIX', 'a', 'b'), string('CONTAINS_WORD', 'c')] },
        { kind: 'not', of: string('EQUALS', 'ab', 'ac') },
      ],
    });
  });

  test('of nothing is passed by everything', () => {
    for (const filters of [{}, { Title: [] }]) expect(parse(filters)).toEqual({ kind: 'and', of: [] });
  });

  test('of one condition is that condition', () => {
    expect(parse({ Title: [{ Value: 'a' }], Id: [] })).toEqual(string('EQUALS', 'a'));
  });

  test('is frozen to the last value', () => {
    const filters = {
      Title: [text('PREFIX'), text('NOT_EQUALS')],
      Confidence: [{ Eq: 1 }],
      Keyword: [{ Value: 'a b' }],
    };
    const parts = (node: unknown): unknown[] =>
      typeof node === 'object' && node !== null ? [node, ...Object.values(node).flatMap(parts)] : [];
    const all = parts(parse(filters));
    expect(all.length).toBeGreaterThan(10);
    expect(all.filter((part) => !Object.isFrozen(part))).toEqual([]);
  });

  test('has canonical instants, days counted back from now', () => {
    const UpdatedAt = [
      { Start: '2024-01-01T01:00:00+01:00', End: '2024-01-02T00:00:00.5Z' },
      { DateRange: { Value: 1, Unit: 'DAYS' } },
      { DateRange: { Value: 0.5, Unit: 'DAYS', Comparison: 'OLDER_THAN' } },
      { DateRange: { Value: 1e300 } },
    ];
    expect(parse({ UpdatedAt })).toEqual({
      kind: 'date',
      attribute: 'UpdatedAt',
      ranges: [
        { gte: '2024-01-01T00:00:00.000000000Z', lte: '2024-01-02T00:00:00.500000000Z' },
        { gte: '2024-01-09T12:00:00.000000000Z' },
        { lt: '2024-01-10T00:00:00.000000000Z' },
        { gte: '0000-01-01T00:00:00.000000000Z' },
      ],
    });
  });

  test('has number ranges, in which every bound holds', () => {
    const Confidence = [{ Eq: 5 }, { Gte: 1, Lt: 9 }, { Gt: 0, Lte: 7 }, { Eq: 5, Gte: 7, Lte: 6 }];
    expect(parse({ Confidence })).toMatchObject({
      ranges: [
        { gte: 5, lte: 5 },
        { gte: 1, lt: 9 },
        { gt: 0, lte: 7 },
        { gte: 7, lte: 5 },
      ],
    });
  });

  test('has address ranges', () => {
    const NetworkSourceIpV4 = [{ Cidr: '10.1.2.3/8' }, { Cidr: '10.1.2.3' }];
    expect(parse({ NetworkSourceIpV4 })).toMatchObject({
      ranges: [
        { gte: '00000000000000000000ffff0a000000', lte: '00000000000000000000ffff0affffff' },
        { gte: '00000000000000000000ffff0a010203', lte: '00000000000000000000ffff0a010203' },
      ],
    });
  });

  test('has the words of keywords', () => {
    expect(parse({ Keyword: [{ Value: 'Open PORT, open "door"' }, { Value: 'x' }] })).toMatchObject({
      anyOf: [['open', 'port', 'door'], ['x']],
    });
  });
});

describe('criteria of an automation rule', () => {
  test('become the same tree', () => {
    const criteria = {
      SeverityLabel: [{ Value: 'HIGH', Comparison: 'EQUALS' as const }],
      UpdatedAt: [{ DateRange: { Value: 1, Unit: 'DAYS' as const } }],
    };
    expect(parseCriteria(criteria, NOW)).toEqual(parse(criteria));
  });

  test.each([
    [{ CreatedAt: [{ Start: 'x' }] }, '.CreatedAt[0].Start should be a date'],
    [{ CreatedAt: [{ Start: 1 }] }, '.CreatedAt[0].Start should be string'],
    [{ Title: [] }, '.Title should NOT have fewer than 1 items'],
    [{ Title: new Array(101).fill(text('EQUALS')) }, '.Title should NOT have more than 100 items'],
    [{ Description: new Array(21).fill(text('EQUALS')) }, '.Description should NOT have more than 20 items'],
    [{ Keyword: [{ Value: 'a' }] }, ' should NOT have additional properties'],
    [[], ' should be object'],
  ])('%j is refused', (criteria, violation) => {
    expect(() => parseCriteria(criteria, NOW)).toThrow(`Invalid Criteria in the input: data${violation}`);
  });

  test('may be more than ten', () => {
    const names = [
      'Title',
      'Id',
      'Type',
      'ProductArn',
      'AwsAccountId',
      'GeneratorId',
      'SourceUrl',
      'NoteText',
    ];
    const more = ['RecordState', 'WorkflowStatus', 'VerificationState', 'ResourceId', 'ResourceType'];
    const criteria = Object.fromEntries([...names, ...more].map((name) => [name, [text('PREFIX')]]));
    expect(parseCriteria(criteria, NOW)).toMatchObject({ kind: 'and', of: { length: 13 } });
  });

  test('say whether they change with time', () => {
    expect(hasRelativeDates({ CreatedAt: [{ DateRange: { Value: 1 } }], Title: [] })).toBe(true);
    expect(
      hasRelativeDates({ CreatedAt: [{ Start: '2024-01-01T00:00:00Z' }], Title: [text('EQUALS')] }),
    ).toBe(false);
    expect(hasRelativeDates({})).toBe(false);
  });
});

test('keys and values are literal', () => {
  const finding = JSON.parse(`{"Title":"a.c 100% [x] '","ProductFields":{"__proto__":"p","a":"b"}}`);
  const passes = (filters: unknown) => compilePredicate(parse(filters))(finding);
  expect(passes({ Title: [text('EQUALS', "a.c 100% [x] '")] })).toBe(true);
  for (const value of ['a.c 100_', 'abc', '.*', 'a%', '%', "' OR '1'='1", 'A.C', 'a.c*']) {
    expect(passes({ Title: [text('PREFIX', value)] }), value).toBe(false);
  }
  expect(passes({ Title: [text('CONTAINS', '0% [x]')] })).toBe(true);
  expect(passes({ ProductFields: [tag('__proto__', 'EQUALS', 'p')] })).toBe(true);
  expect(passes({ ProductFields: [tag('__proto__', 'NOT_EQUALS', 'p')] })).toBe(false);
  expect(passes({ ProductFields: [tag('constructor', 'CONTAINS', '')] })).toBe(false);
  expect(passes({ ProductFields: [tag('constructor', 'NOT_CONTAINS', '')] })).toBe(true);
});
