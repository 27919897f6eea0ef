import { describe, expect, test } from 'vitest';
import { findingSchema } from './finding.js';
import { LIMITS, type Limit, MAX_STRING_LENGTH } from './limits.js';
import { compileSchema } from './schema/compile.js';
import type { JsonSchema } from './schema/json-schema.js';

const schema = findingSchema();

/** A validator of one member, on the schema as it is shipped. */
function memberOf(key: string): (value: unknown) => string[] {
  const [shape = '', name = ''] = key.split('.');
  const structure = shape === 'AwsSecurityFinding' ? schema : schema.definitions?.[shape];
  const member: JsonSchema | undefined = structure?.properties?.[name];
  if (member === undefined) throw new Error(`no member ${key}`);
  const validate = compileSchema(member, { definitions: schema.definitions ?? {} });
  return (value) =>
    validate(value).map((violation) => `${violation.keyword} ${violation.limit ?? ''}`.trim());
}

const repeat = (count: number): string => 'é'.repeat(Math.max(count, 0));
const keys = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, 'v']));

/** For every word of a limit: a value just within it and one just beyond. */
const PROBES: {
  [Word in keyof Limit]?: (limit: Limit) => { within?: unknown; beyond: unknown; says: string };
} = {
  minLength: ({ minLength = 0 }) => ({
    within: repeat(minLength),
    beyond: repeat(minLength - 1),
    says: `minLength ${minLength}`,
  }),
  maxLength: ({ maxLength = 0 }) => ({
    within: repeat(maxLength),
    beyond: repeat(maxLength + 1),
    says: `maxLength ${maxLength}`,
  }),
  minimum: ({ minimum = 0 }) => ({ within: minimum, beyond: minimum - 1, says: `minimum ${minimum}` }),
  maximum: ({ maximum = 0 }) => ({ within: maximum, beyond: maximum + 1, says: `maximum ${maximum}` }),
  fraction: () => ({ within: 0.5, beyond: '0.5', says: 'type number' }),
  timestamp: () => ({ within: '2024-01-01T00:00:00Z', beyond: '2024-01-01', says: 'pattern' }),
  enum: ({ enum: allowed = [] }) => ({ within: allowed[0], beyond: `${allowed[0]}x`, says: 'enum' }),
  pattern: () => ({ beyond: '/', says: 'pattern' }),
  // Elements are not under test here, so nothing is said of lists and maps that are within their limits.
  minItems: ({ minItems = 0 }) => ({
    beyond: Array(Math.max(minItems - 1, 0)).fill(''),
    says: `minItems ${minItems}`,
  }),
  maxItems: ({ maxItems = 0 }) => ({ beyond: Array(maxItems + 1).fill(''), says: `maxItems ${maxItems}` }),
  uniqueItems: () => ({ within: ['a', 'b'], beyond: ['a', 'a'], says: 'uniqueItems' }),
  minProperties: ({ minProperties = 0 }) => ({
    within: keys(minProperties),
    beyond: keys(minProperties - 1),
    says: `minProperties ${minProperties}`,
  }),
  maxProperties: ({ maxProperties = 0 }) => ({
    within: keys(maxProperties),
    beyond: keys(maxProperties + 1),
    says: `maxProperties ${maxProperties}`,
  }),
  keys: ({ keys: { maxLength } = { maxLength: 0 } }) => ({
    within: { [repeat(maxLength)]: '' },
    beyond: { [repeat(maxLength + 1)]: '' },
    says: 'propertyNames',
  }),
  values: ({ values: { maxLength = 0 } = {} }) => ({
    within: { k: repeat(maxLength) },
    beyond: { k: repeat(maxLength + 1) },
    says: `maxLength ${maxLength}`,
  }),
};

const probes = Object.entries(LIMITS).flatMap(([key, limit]) =>
  Object.keys(limit).flatMap((word) => {
    const probe = Object.entries(PROBES).find(([name]) => name === word)?.[1]?.(limit);
    return probe === undefined ||
      (limit.minItems === 0 && word === 'minItems') ||
      (limit.minLength === 0 && word === 'minLength')
      ? []
      : [{ key, word, ...probe }];
  }),
);

describe('every documented limit', () => {
  test.each(probes)('$key: $word', ({ key, within, beyond, says }) => {
    const validate = memberOf(key);
    if (within !== undefined) expect(validate(within)).toEqual([]);
    expect(validate(beyond).filter((one) => one.startsWith(says))).not.toEqual([]);
  });

  test('any string without a smaller one may have 32,767 characters', () => {
    const validate = memberOf('AwsSecurityFinding.SourceUrl');
    expect(validate(repeat(MAX_STRING_LENGTH))).toEqual([]);
    expect(validate(repeat(MAX_STRING_LENGTH + 1))).toEqual(['maxLength 32767']);
  });
});

describe('timestamps', () => {
  const validate = memberOf('AwsSecurityFinding.UpdatedAt');
  test.each([
    '2020-01-02T03:04:05Z',
    '2020-01-02t03:04:05.123456789z',
    '2020-01-02T03:04:05+05',
    '2020-01-02T03:04:05.1-0530',
    '2016-12-31T23:59:60+01:00',
  ])('%s is accepted', (time) => {
    expect(validate(time)).toEqual([]);
  });
  test.each([
    '2020-01-02',
    '2020-01-02 03:04:05Z',
    '2020-01-02T03:04:05',
    'xx2020-01-02T03:04:05Z',
    '2020-01-02T03:04:05Z\n',
    '20-01-02T03:04:05Z',
    '2020-21-02T03:04:05Z',
    '',
  ])('%j is refused', (time) => {
    expect(validate(time)).toHaveLength(1);
  });
});
