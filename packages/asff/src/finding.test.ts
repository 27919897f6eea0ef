import { describe, expect, test } from 'vitest';
import { type FindingOptions, validateFinding } from './finding.js';
import { MAX_DEPTH } from './schema/free-form.js';
import { returnedFinding, sampleFinding } from './testing/sample.js';

const verdict = (value: unknown, options?: FindingOptions): string => {
  const result = validateFinding(value, options);
  return result.ok ? 'ok' : result.message;
};
const violation = (text: string): string => `Finding does not adhere to Amazon Finding Format. ${text}.`;
const FIELD_SIZE = 'The maximum size of an individual field should be less than 32768';

/** A JSON value nested that deep. */
const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));

describe('validateFinding', () => {
  test('gives back the finding itself', () => {
    const finding = sampleFinding();
    const result = validateFinding(finding);
    expect(result.ok && result.finding).toBe(finding);
  });

  test('accepts what GetFindings returns', () => {
    expect(verdict(returnedFinding())).toBe('ok');
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['a missing member', { Description: undefined }, "data should have required property 'Description'"],
    [
      'neither provider fields nor severity and types',
      { FindingProviderFields: undefined, Severity: { Label: 'LOW' } },
      "data should have required property 'FindingProviderFields', data should match some schema in anyOf",
    ],
    [
      'a long text',
      { Remediation: { Recommendation: { Text: 'x'.repeat(513) } } },
      'data.Remediation.Recommendation.Text should NOT be longer than 512 characters',
    ],
    [
      'an empty text',
      { Resources: [{ Id: 'x', Type: '' }] },
      'data.Resources[0].Type should NOT be shorter than 1 characters',
    ],
    ['no resources', { Resources: [] }, 'data.Resources should NOT have fewer than 1 items'],
    [
      'no tags',
      { Resources: [{ Id: 'x', Type: 'y', Tags: {} }] },
      'data.Resources[0].Tags should NOT have fewer than 1 properties',
    ],
    [
      'a long product field',
      { ProductFields: { 'Actual result': 'x'.repeat(2049) } },
      "data.ProductFields['Actual result'] should NOT be longer than 2048 characters",
    ],
    [
      'a type of four parts',
      { Types: ['a/b/c/d'] },
      'data.Types[0] should match pattern "^([^/]+)(/[^/]+){0,2}$"',
    ],
    [
      'the same type twice',
      { Types: ['a', 'a'] },
      'data.Types should NOT have duplicate items (items ## 1 and 0 are identical)',
    ],
    [
      'an unknown value',
      { Compliance: { Status: 'GOOD' } },
      'data.Compliance.Status should be equal to one of the allowed values',
    ],
    ['a fraction', { Confidence: 0.5 }, 'data.Confidence should be integer'],
    ['a number beyond its range', { Confidence: 101 }, 'data.Confidence should be <= 100'],
    ['a wrong type', { Title: 1 }, 'data.Title should be string'],
    ['an unknown member', { Titel: 'x' }, 'data should NOT have additional properties'],
    [
      'a date without a time',
      { UpdatedAt: '2020-01-02' },
      'data.UpdatedAt should match pattern "(\\d\\d\\d\\d)-[0-1](\\d)-[0-3](\\d)[Tt](?:[0-2](\\d):[0-5](\\d):[0-5](\\d)|23:59:60)(?:\\.(\\d)+)?(?:[Zz]|[+-](\\d\\d)(?::?(\\d\\d))?)$"',
    ],
    [
      'several things, in the order of the model',
      { Confidence: -1, Id: '', Foo: 1 },
      'data should NOT have additional properties, data.Id should NOT be shorter than 1 characters, data.Confidence should be >= 0',
    ],
  ])('%s', (_name, change, expected) => {
    expect(verdict(JSON.parse(JSON.stringify(sampleFinding(change))))).toBe(violation(expected));
  });

  test('either FindingProviderFields, or both Severity and Types', () => {
    const { FindingProviderFields: _, ...bare } = sampleFinding();
    expect(verdict({ ...bare, Severity: { Normalized: 5 }, Types: ['a'] })).toBe('ok');
    expect(verdict({ ...bare, FindingProviderFields: {} })).toBe('ok');
  });

  test('members that the service fills in may be missing', () => {
    expect(verdict(sampleFinding({ Note: { Text: 'x', UpdatedBy: 'y' } }))).toBe('ok');
  });

  test('product fields of the service do not count and are not limited', () => {
    const fields = (count: number, prefix: string) =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`${prefix}${i}`, 'x']));
    const long = { [`aws/securityhub/${'k'.repeat(200)}`]: 'x'.repeat(3000) };
    const service = { ...fields(20, 'aws/securityhub/'), ...long };
    expect(verdict(sampleFinding({ ProductFields: { ...fields(50, 'own '), ...service } }))).toBe('ok');
    expect(verdict(sampleFinding({ ProductFields: { ...fields(51, 'own '), ...service } }))).toBe(
      violation('data.ProductFields should NOT have more than 50 properties'),
    );
    expect(verdict(sampleFinding({ ProductFields: { 'aws/securityhub/x': 1 } }))).toBe(
      violation("data.ProductFields['aws/securityhub/x'] should be string"),
    );
  });

  test('one string that is too large is all that is said', () => {
    const huge = 'é'.repeat(32_768);
    expect(verdict(sampleFinding({ SourceUrl: huge, Title: '', Foo: 1 }))).toBe(FIELD_SIZE);
    expect(verdict(sampleFinding({ Foo: [{ bar: huge }] }))).toBe(FIELD_SIZE);
    expect(verdict(sampleFinding({ SourceUrl: huge.slice(1) }))).toBe('ok');
    expect(verdict(sampleFinding({ SourceUrl: '💥'.repeat(32_767) }))).toBe('ok');
  });

  test('unknown members are kept on demand, wherever they are', () => {
    const finding = sampleFinding({ Foo: { bar: [1] }, Resources: [{ Id: 'x', Type: 'y', Foo: null }] });
    expect(verdict(finding)).not.toBe('ok');
    expect(verdict(finding, { unknownMembers: 'keep' })).toBe('ok');
    expect(verdict({ ...finding, Title: '' }, { unknownMembers: 'keep' })).toBe(
      violation('data.Title should NOT be shorter than 1 characters'),
    );
    expect(verdict({ ...finding, Foo: ['x'.repeat(32_768)] }, { unknownMembers: 'keep' })).toBe(FIELD_SIZE);
  });

  test('nesting is bounded, and no depth overflows the stack', () => {
    const details = (value: unknown) =>
      sampleFinding({ Resources: [{ Id: 'x', Type: 'y', Details: { AzureResource: value } }] });
    expect(verdict(details(nested(MAX_DEPTH)))).toBe('ok');
    const place = 'data.Resources[0].Details.AzureResource should NOT be nested deeper than 64 levels';
    expect(verdict(details(nested(100_000)))).toBe(violation(place));
    expect(verdict(sampleFinding({ Foo: nested(100_000) }))).toBe(
      violation('data should NOT have additional properties'),
    );
    expect(verdict(sampleFinding({ Foo: nested(100_000) }), { unknownMembers: 'keep' })).toBe(
      violation("data['Foo'] should NOT be nested deeper than 64 levels"),
    );
  });
});
