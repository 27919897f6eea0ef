import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ServiceError } from '../errors.js';
import { OPERATORS } from './operators.js';
import { parsePolicy } from './policy.js';

const statement = (over: object = {}): unknown => ({
  Statement: { Effect: 'Allow', Action: 'securityhub:*', Resource: '*', ...over },
});

describe('parsePolicy', () => {
  test('brings every list into one form', () => {
    const policy = {
      Version: '2012-10-17',
      Statement: {
        Sid: 'a',
        Effect: 'Deny',
        NotAction: 'securityhub:Get*',
        NotResource: ['arn:aws:securityhub:*', '*'],
        Condition: { Bool: { 'aws:SecureTransport': false }, NumericEquals: { n: [1, '2'] } },
      },
    };
    expect(parsePolicy(policy)).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'a',
          Effect: 'Deny',
          NotAction: ['securityhub:Get*'],
          NotResource: ['arn:aws:securityhub:*', '*'],
          Condition: { Bool: { 'aws:SecureTransport': ['false'] }, NumericEquals: { n: ['1', '2'] } },
        },
      ],
    });
  });

  test('what it gives is read again as it is', () => {
    const once = parsePolicy(statement({ Condition: { Null: { 'aws:username': 'true' } } }));
    expect(parsePolicy(once)).toEqual(once);
  });

  test.each([
    ['text', 'Policy must be an object'],
    [null, 'Policy must be an object'],
    [[], 'Policy must be an object'],
    [{}, 'Statement[0] must be an object'],
    [{ Statement: [] }, 'Statement must have at least one statement'],
    [{ Version: '2012', Statement: [] }, 'Policy.Version must be 2012-10-17 or 2008-10-17'],
    [{ Statements: [] }, 'Policy has an unknown member "Statements"'],
    [statement({ Effect: 'allow' }), 'Statement[0].Effect must be Allow or Deny'],
    [statement({ Principal: '*' }), 'Statement[0] has an unknown member "Principal"'],
    [statement({ NotAction: '*' }), 'Statement[0] must have exactly one of Action and NotAction'],
    [statement({ Resource: undefined }), 'Statement[0] must have exactly one of Resource and NotResource'],
    [statement({ Action: [] }), 'Statement[0].Action must not be empty'],
    [statement({ Action: ['*', 1] }), 'Statement[0].Action[1] must be a string'],
    [
      statement({ Action: 'GetFindings' }),
      'Statement[0].Action[0] must be an action such as securityhub:GetFindings',
    ],
    [statement({ Resource: 'hub' }), 'Statement[0].Resource[0] must be an ARN or *'],
    [statement({ Condition: [] }), 'Statement[0].Condition must be an object'],
    [
      statement({ Condition: { StringMatches: {} } }),
      'Statement[0].Condition has an unknown operator "StringMatches"',
    ],
    [
      statement({ Condition: { 'ForSome:StringLike': {} } }),
      'Statement[0].Condition has an unknown operator "ForSome:StringLike"',
    ],
    [
      statement({ Condition: { NullIfExists: {} } }),
      'Statement[0].Condition has an unknown operator "NullIfExists"',
    ],
    [
      statement({ Condition: { Null: { k: 'yes' } } }),
      'Statement[0].Condition.Null["k"][0] is no value for Null',
    ],
    [statement({ Condition: { Bool: { k: [] } } }), 'Statement[0].Condition.Bool["k"] must not be empty'],
    [
      statement({ Condition: { Bool: { k: null } } }),
      'Statement[0].Condition.Bool["k"][0] must be a string, a number or a boolean',
    ],
    [
      statement({ Condition: { IpAddress: { k: '10.0.0.0/33' } } }),
      'Statement[0].Condition.IpAddress["k"][0] is no value for IpAddress',
    ],
    [
      statement({ Condition: { NumericEquals: { k: '0x1' } } }),
      'Statement[0].Condition.NumericEquals["k"][0] is no value for NumericEquals',
    ],
    [
      statement({ Condition: { DateLessThan: { k: 'soon' } } }),
      'Statement[0].Condition.DateLessThan["k"][0] is no value for DateLessThan',
    ],
    [statement({ Sid: 'x'.repeat(6200) }), 'Policy must not be longer than 6144 characters'],
  ])('refuses %j', (value, message) => {
    expect(() => parsePolicy(value)).toThrow(
      new ServiceError('InvalidInputException', `Invalid policy: ${message}`),
    );
  });

  test('knows every operator in each of its spellings, and no others', () => {
    const values = new Map([
      ['Bool', 'true'],
      ['Num', '1'],
      ['Dat', '2024-01-01'],
      ['IpA', '10.0.0.1'],
      ['Not', '2001:db8::/32'],
    ]);
    for (const name of OPERATORS.keys()) {
      const value = values.get(name.slice(0, name === 'Bool' ? 4 : 3)) ?? 'x';
      for (const spelling of [
        name,
        `${name}IfExists`,
        `ForAnyValue:${name}`,
        `ForAllValues:${name}IfExists`,
      ]) {
        expect(
          () => parsePolicy(statement({ Condition: { [spelling]: { k: value } } })),
          spelling,
        ).not.toThrow();
      }
      expect(() => parsePolicy(statement({ Condition: { [name.toLowerCase()]: { k: value } } }))).toThrow(
        /unknown operator/,
      );
    }
  });

  test('keeps a condition key named __proto__ as a key', () => {
    const policy = parsePolicy(
      JSON.parse(
        '{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"__proto__":"x"}}}}',
      ),
    );
    expect(Object.keys(policy.Statement[0]?.Condition?.StringEquals ?? {})).toEqual(['__proto__']);
  });

  test('never fails in another way, however deep or odd the value', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    const values = fc.oneof(
      fc.jsonValue(),
      fc.jsonValue().map((value) => ({ Statement: value })),
      fc
        .dictionary(fc.constantFrom('Effect', 'Action', 'Resource', 'Condition', '__proto__'), fc.jsonValue())
        .map((value) => ({ Statement: [value] })),
      fc.jsonValue().map((value) => statement({ Condition: value })),
      fc.jsonValue().map((value) => statement({ Condition: { StringLike: value } })),
      fc.constant(statement({ Condition: { StringEquals: { k: deep } } })),
      fc.constant({ Statement: deep }),
    );
    fc.assert(
      fc.property(values, (value) => {
        try {
          parsePolicy(value);
        } catch (error) {
          if (!(error instanceof ServiceError)) throw error;
          expect(error.message).toMatch(/^Invalid policy: /);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
