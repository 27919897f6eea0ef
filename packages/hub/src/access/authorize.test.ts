import { describe, expect, test } from 'vitest';
import { ServiceError } from '../errors.js';
import { hubArn, isPartition, partitionOf, principalArn } from './arn.js';
import { accessDenied, authorize } from './authorize.js';
import type { Caller } from './caller.js';
import { parsePolicy } from './policy.js';
import { ROOT_POLICIES } from './principals.js';
import { trustCaller } from './trust.js';

const HUB = hubArn('eu-west-1', '111122223333');
const caller = (...policies: unknown[]): Caller => ({
  account: '111122223333',
  arn: 'arn:aws:iam::111122223333:user/scanner',
  userId: 'AIDAEXAMPLE',
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  region: 'eu-west-1',
  policies: policies.map(parsePolicy),
});
const statement = (over: object): unknown => ({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: '*', Resource: '*', ...over },
});
const denied = (message: string) => new ServiceError('AccessDeniedException', message);

describe('authorize', () => {
  test('lets through what a policy allows', () => {
    expect(() => authorize(caller(statement({})), 'securityhub:GetFindings', HUB)).not.toThrow();
    expect(() => authorize({ ...caller(), policies: ROOT_POLICIES }, 'GetFindings', HUB)).not.toThrow();
  });

  test('refuses in the words of the service', () => {
    const start =
      'User: arn:aws:iam::111122223333:user/scanner is not authorized to perform: securityhub:GetFindings on resource: ' +
      'arn:aws:securityhub:eu-west-1:111122223333:hub/default';
    const none = denied(
      `${start} because no identity-based policy allows the securityhub:GetFindings action`,
    );
    expect(() => authorize(caller(), 'securityhub:GetFindings', HUB)).toThrow(none);
    expect(() => authorize(caller(), 'GetFindings', HUB)).toThrow(none);
    expect(() => authorize(caller(statement({ Effect: 'Deny' })), 'securityhub:GetFindings', HUB)).toThrow(
      denied(`${start} with an explicit deny`),
    );
    expect(accessDenied(caller(), 'securityhub:GetFindings', HUB).message).toBe(start);
    expect(none.status).toBe(403);
  });

  test('knows the keys that follow from the caller, and lets the request claim none of them', () => {
    const policy = statement({
      Condition: {
        StringEquals: {
          'aws:username': 'scanner',
          'aws:PrincipalAccount': '111122223333',
          'aws:PrincipalType': 'User',
        },
        ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:user/scan*' },
        StringLike: { 'aws:RequestedRegion': 'eu-*', 'aws:userid': 'AIDA*' },
      },
    });
    expect(() => authorize(caller(policy), 'GetFindings', HUB)).not.toThrow();
    const claims = new Map([['aws:username', ['admin']]]);
    const admins = statement({ Condition: { StringEquals: { 'aws:username': 'admin' } } });
    expect(() => authorize(caller(admins), 'GetFindings', HUB, claims)).toThrow(/no identity-based policy/);
  });

  test('a field that a policy protects', () => {
    const policies = [
      statement({}),
      statement({ Effect: 'Deny', Condition: { Null: { 'securityhub:ASFFSyntaxPath/Note': 'false' } } }),
      statement({
        Effect: 'Deny',
        Condition: {
          'ForAnyValue:StringEquals': { 'securityhub:ASFFSyntaxPath/Workflow.Status': ['SUPPRESSED'] },
        },
      }),
    ];
    const update = (conditions: [string, string[]][]) => () =>
      authorize(caller(...policies), 'securityhub:BatchUpdateFindings', HUB, new Map(conditions));
    expect(update([['securityhub:ASFFSyntaxPath/Workflow.Status', ['NOTIFIED']]])).not.toThrow();
    expect(update([['securityhub:ASFFSyntaxPath/Workflow.Status', ['NOTIFIED', 'SUPPRESSED']]])).toThrow(
      /explicit deny$/,
    );
    expect(update([['securityhub:ASFFSyntaxPath/Note', ['text']]])).toThrow(/explicit deny$/);
  });
});

test('partitions follow from the Region', () => {
  const partitions = {
    'eu-west-1': 'aws',
    'us-east-1': 'aws',
    'cn-north-1': 'aws-cn',
    'us-gov-west-1': 'aws-us-gov',
    'us-iso-east-1': 'aws-iso',
    'us-isob-east-1': 'aws-iso-b',
    'eusc-de-east-1': 'aws-eusc',
  };
  for (const [region, partition] of Object.entries(partitions)) expect(partitionOf(region)).toBe(partition);
  expect(Object.values(partitions).every(isPartition)).toBe(true);
  expect(['', 'AWS', 'aws-', 'aws-x', 'gcp'].some(isPartition)).toBe(false);
  expect(hubArn('cn-north-1', '1')).toBe('arn:aws-cn:securityhub:cn-north-1:1:hub/default');
  expect(principalArn('us-gov-west-1', '1', 'root')).toBe('arn:aws-us-gov:iam::1:root');
});

describe('trust mode', () => {
  const defaults = { account: '999999999999', region: 'us-east-1' };
  test.each<[{ accessKeyId: string; region: string } | undefined, string, string]>([
    [undefined, '999999999999', 'us-east-1'],
    [{ accessKeyId: '111122223333', region: 'eu-west-1' }, '111122223333', 'eu-west-1'],
    [{ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', region: 'eu-west-1' }, '999999999999', 'eu-west-1'],
    [{ accessKeyId: '1111222233334', region: '../x' }, '999999999999', 'us-east-1'],
  ])('%j', (claim, account, region) => {
    const trusted = trustCaller(claim, defaults);
    expect(trusted).toMatchObject({ account, region, arn: `arn:aws:iam::${account}:root`, userId: account });
    expect(() => authorize(trusted, 'BatchImportFindings', hubArn(region, account))).not.toThrow();
  });
});
