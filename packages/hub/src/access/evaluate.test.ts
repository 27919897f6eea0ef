// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables are written like that
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AccessRequest, type Decision, evaluate } from './evaluate.js';
import { parsePolicy } from './policy.js';

const HUB = 'arn:aws:securityhub:us-east-1:111122223333:hub/default';
const GET: AccessRequest = { action: 'securityhub:GetFindings', resource: HUB };

type Written = Record<string, unknown>;
const allow = (over: Written = {}): Written => ({ Effect: 'Allow', Action: '*', Resource: '*', ...over });
const deny = (over: Written = {}): Written => ({ ...allow(over), Effect: 'Deny' });
const decide = (statements: Written[], request: AccessRequest = GET, Version = '2012-10-17'): Decision =>
  evaluate([parsePolicy({ Version, Statement: statements })], request);

describe('statements', () => {
  test.each<[string, Written[], Decision]>([
    ['an allow', [allow()], 'allow'],
    ['an allow of another action', [allow({ Action: 'securityhub:BatchImportFindings' })], 'implicitDeny'],
    ['a deny beside an allow, before', [deny(), allow()], 'explicitDeny'],
    ['a deny beside an allow, after', [allow(), deny()], 'explicitDeny'],
    ['a deny of something else', [allow(), deny({ Action: 'securityhub:Batch*' })], 'allow'],
    ['actions in any case', [allow({ Action: 'SecurityHub:getfind?NGS' })], 'allow'],
    ['one action of a list', [allow({ Action: ['a:b', 'securityhub:Get*'] })], 'allow'],
    [
      'NotAction that names it',
      [allow({ Action: undefined, NotAction: 'securityhub:Get*' })],
      'implicitDeny',
    ],
    ['NotAction that names others', [allow({ Action: undefined, NotAction: ['a:*', 'b:*'] })], 'allow'],
    ['a resource', [allow({ Resource: HUB })], 'allow'],
    [
      'a resource with wildcards',
      [allow({ Resource: 'arn:aws:securityhub:*:111122223333:hub/d?fault' })],
      'allow',
    ],
    [
      'a resource in another case',
      [allow({ Resource: HUB.replace('hub/default', 'hub/Default') })],
      'implicitDeny',
    ],
    ['NotResource that names it', [deny({ Resource: undefined, NotResource: HUB }), allow()], 'allow'],
    [
      'NotResource that names others',
      [deny({ Resource: undefined, NotResource: `${HUB}x` }), allow()],
      'explicitDeny',
    ],
  ])('%s', (_, statements, expected) => {
    expect(decide(statements)).toBe(expected);
  });

  test('nothing is allowed by no policy', () => {
    expect(evaluate([], GET)).toBe('implicitDeny');
  });

  test('a deny in one policy wins over an allow in another', () => {
    const policies = [allow(), deny()].map((statement) => parsePolicy({ Statement: statement }));
    expect(evaluate(policies, GET)).toBe('explicitDeny');
  });
});

const holds = (Condition: Written, context: Record<string, string[]>, version = '2012-10-17'): boolean =>
  decide([allow({ Condition })], { ...GET, conditions: new Map(Object.entries(context)) }, version) ===
  'allow';

describe('conditions', () => {
  test.each<[string, string | string[], string[] | undefined, boolean]>([
    ['StringEquals', 'a', ['a'], true],
    ['StringEquals', ['b', 'a'], ['a'], true],
    ['StringEquals', 'a', ['A'], false],
    ['StringEquals', 'a*', ['ab'], false],
    ['StringEquals', 'a', undefined, false],
    ['StringEqualsIfExists', 'a', undefined, true],
    ['StringEqualsIfExists', 'a', ['b'], false],
    ['StringNotEquals', 'a', ['b'], true],
    ['StringNotEquals', ['a', 'b'], ['b'], false],
    ['StringNotEquals', 'a', undefined, true],
    ['StringNotEquals', 'a', ['b', 'a'], false],
    ['StringEqualsIgnoreCase', 'a', ['A'], true],
    ['StringNotEqualsIgnoreCase', 'a', ['A'], false],
    ['StringLike', 'a*c?', ['abbcd'], true],
    ['StringLike', 'a*', ['b'], false],
    ['StringNotLike', 'a*', ['ab'], false],
    ['StringNotLike', 'a*', undefined, true],
    ['Null', 'true', undefined, true],
    ['Null', 'true', ['x'], false],
    ['Null', 'false', ['x'], true],
    ['Null', 'false', undefined, false],
    ['Bool', 'true', ['True'], true],
    ['Bool', 'true', ['false'], false],
    ['Bool', 'false', undefined, false],
    ['NumericEquals', '10', ['1e1'], true],
    ['NumericNotEquals', '10', ['11'], true],
    ['NumericLessThan', '10', ['9.5'], true],
    ['NumericLessThan', '10', ['10'], false],
    ['NumericLessThanEquals', '10', ['10'], true],
    ['NumericGreaterThan', '10', ['9'], false],
    ['NumericGreaterThanEquals', '-1', ['-1'], true],
    ['NumericGreaterThan', '10', ['ten'], false],
    ['DateEquals', '2024-01-01T00:00:00Z', ['2024-01-01T01:00:00+01:00'], true],
    ['DateNotEquals', '2024-01-01T00:00:00Z', ['2024-01-02T00:00:00Z'], true],
    ['DateLessThan', '2024-01-02', ['2024-01-01T23:59:59Z'], true],
    ['DateGreaterThan', '1704067200', ['2024-01-01T00:00:01Z'], true],
    ['DateGreaterThanEquals', '2024', ['1704067200'], true],
    ['DateLessThanEquals', '2024-01-01', ['2024-01-01T00:00:01Z'], false],
    ['IpAddress', '10.0.0.0/8', ['10.200.0.1'], true],
    ['IpAddress', '10.0.0.0/8', ['11.0.0.1'], false],
    ['IpAddress', ['192.0.2.1', '2001:db8::/32'], ['2001:db8::1'], true],
    ['IpAddress', '10.0.0.0/8', ['::ffff:10.0.0.1'], true],
    ['IpAddress', '10.0.0.0/8', ['no address'], false],
    ['NotIpAddress', '10.0.0.0/8', ['10.0.0.1'], false],
    ['NotIpAddress', '10.0.0.0/8', ['11.0.0.1'], true],
    ['ArnLike', 'arn:aws:iam::*:user/*', ['arn:aws:iam::111122223333:user/a:b'], true],
    ['ArnEquals', 'arn:aws:iam::*:user/a?', ['arn:aws:iam::111122223333:user/ab'], true],
    ['ArnLike', 'arn:aws:iam:*:user/*', ['arn:aws:iam::111122223333:user/a'], false],
    ['ArnLike', 'arn:aws:*', ['arn:aws:iam::111122223333:user/a'], false],
    ['ArnNotLike', 'arn:aws:iam::*:user/*', ['arn:aws:iam::111122223333:root'], true],
    ['ArnNotEquals', 'arn:aws:iam::1:root', ['arn:aws:iam::1:root'], false],
    ['BinaryEquals', 'QUI=', ['QUI='], true],
    ['ForAnyValue:StringEquals', ['a', 'b'], ['x', 'b'], true],
    ['ForAnyValue:StringEquals', ['a', 'b'], ['x', 'y'], false],
    ['ForAnyValue:StringEquals', 'a', undefined, false],
    ['ForAnyValue:StringEquals', 'a', [], false],
    ['ForAnyValue:StringNotEquals', 'a', ['a', 'b'], true],
    ['ForAnyValue:StringNotEquals', 'a', ['a'], false],
    ['ForAnyValue:StringNotEquals', 'a', undefined, false],
    ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'b', 'a'], true],
    ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'c'], false],
    ['ForAllValues:StringLike', 'a*', undefined, true],
    ['ForAllValues:StringNotLike', 'a*', ['b', 'ab'], false],
  ])('%s %j against %j', (operator, written, values, expected) => {
    const context = values === undefined ? {} : { k: values };
    expect(holds({ [operator]: { k: written } }, context)).toBe(expected);
  });

  test('the finding fields of the service, in any case of the key', () => {
    const key = 'securityhub:ASFFSyntaxPath/Workflow.Status';
    const context = { [key]: ['SUPPRESSED'] };
    for (const spelling of [key, key.toLowerCase(), key.toUpperCase()]) {
      expect(holds({ StringEquals: { [spelling]: 'SUPPRESSED' } }, context)).toBe(true);
      expect(holds({ Null: { [spelling]: 'false' } }, context)).toBe(true);
    }
  });

  test('all operators and all keys must hold', () => {
    const both = { StringEquals: { a: '1', b: '2' }, Null: { c: 'true' } };
    expect(holds(both, { a: ['1'], b: ['2'] })).toBe(true);
    expect(holds(both, { a: ['1'], b: ['3'] })).toBe(false);
    expect(holds(both, { a: ['1'], b: ['2'], c: ['x'] })).toBe(false);
  });

  test('variables are filled in, literally, in policies of 2012', () => {
    const user = { 'aws:username': ['a*'], 'aws:PrincipalTag/team': ['red', 'blue'] };
    expect(holds({ StringLike: { k: 'x/${aws:UserName}/*' } }, { ...user, k: ['x/a*/1'] })).toBe(true);
    expect(holds({ StringLike: { k: 'x/${aws:username}/*' } }, { ...user, k: ['x/abc/1'] })).toBe(false);
    expect(holds({ StringEquals: { k: '${aws:username}' } }, { ...user, k: ['a*'] })).toBe(true);
    expect(
      holds({ StringEquals: { k: '${aws:username}' } }, { ...user, k: ['${aws:username}'] }, '2008-10-17'),
    ).toBe(true);
    expect(holds({ StringLike: { k: 'a${*}${?}${$}' } }, { k: ['a*?$'] })).toBe(true);
    expect(holds({ StringLike: { k: 'a${*}' } }, { k: ['ab'] })).toBe(false);
    expect(holds({ StringEquals: { k: "${aws:none, 'x y'}" } }, { k: ['x y'] })).toBe(true);
  });

  test('a variable without one value makes the statement say nothing', () => {
    expect(holds({ StringEquals: { k: '${aws:none}' } }, { k: [''] })).toBe(false);
    expect(holds({ StringNotEquals: { k: '${aws:none}' } }, { k: ['x'] })).toBe(false);
    expect(holds({ StringNotEquals: { k: '${aws:two}' } }, { k: ['x'], 'aws:two': ['a', 'b'] })).toBe(false);
    const request = { ...GET, conditions: new Map([['aws:PrincipalAccount', ['111122223333']]]) };
    const resource = 'arn:aws:securityhub:*:${aws:PrincipalAccount}:hub/default';
    expect(decide([allow({ Resource: resource })], request)).toBe('allow');
    expect(decide([allow({ Resource: resource })])).toBe('implicitDeny');
  });
});

test('a negated operator is the opposite of its positive one, and order does not matter', () => {
  const values = fc.array(fc.constantFrom('a', 'b', 'ab', 'A', '*', ''), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(values, fc.constantFrom('a', 'b', 'A'), (written, value) => {
      const context = { k: [value] };
      for (const [positive, negative] of [
        ['StringEquals', 'StringNotEquals'],
        ['StringLike', 'StringNotLike'],
        ['StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'],
        ['ArnLike', 'ArnNotLike'],
      ] as const) {
        const yes = holds({ [positive]: { k: written } }, context);
        expect(holds({ [negative]: { k: written } }, context)).toBe(!yes);
        expect(holds({ [positive]: { k: written.toReversed() } }, context)).toBe(yes);
        expect(holds({ [`ForAllValues:${positive}`]: { k: written } }, context)).toBe(yes);
        expect(holds({ [`ForAnyValue:${positive}`]: { k: written } }, context)).toBe(yes);
      }
    }),
  );
});

test('a deny that applies wins wherever it stands', () => {
  const others = fc.array(
    fc.record({
      Effect: fc.constantFrom('Allow', 'Deny'),
      Action: fc.constantFrom('*', 'securityhub:Get*', 'securityhub:Batch*'),
      Resource: fc.constantFrom('*', HUB, `${HUB}x`),
    }),
    { maxLength: 5 },
  );
  fc.assert(
    fc.property(others, others, (before, after) => {
      expect(decide([...before, deny({ Action: 'securityhub:GetFindings' }), ...after])).toBe('explicitDeny');
      const applicable = [...before, ...after].filter(
        ({ Action, Resource }) => !Action.includes('Batch') && !Resource.endsWith('x'),
      );
      const expected = applicable.some(({ Effect }) => Effect === 'Deny')
        ? 'explicitDeny'
        : applicable.length > 0
          ? 'allow'
          : 'implicitDeny';
      if (before.length + after.length > 0) expect(decide([...before, ...after])).toBe(expected);
    }),
  );
});
