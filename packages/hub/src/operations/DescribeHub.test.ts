import { afterEach, beforeEach, expect, test } from 'vitest';
import { DescribeHub } from './DescribeHub.js';
import { EnableSecurityHub } from './EnableSecurityHub.js';
import { ACCOUNT, HUB_ARN, openTestHub, REGION, refusal, type TestHub } from './testing.js';

let hub: TestHub;
beforeEach(async () => {
  hub = await openTestHub();
});
afterEach(() => hub.close());

test('the documentation’s example', async () => {
  await EnableSecurityHub({}, hub.call());
  expect(await DescribeHub({ HubArn: HUB_ARN }, hub.call())).toEqual({
    HubArn: HUB_ARN,
    SubscribedAt: '2026-03-04T05:06:07.890Z',
    AutoEnableControls: true,
    ControlFindingGenerator: 'SECURITY_CONTROL',
  });
});

test('in another partition the hub has an ARN of that partition', async () => {
  await EnableSecurityHub({}, hub.call({ region: 'cn-north-1' }));
  expect(await DescribeHub({}, hub.call({ region: 'cn-north-1' }))).toMatchObject({
    HubArn: `arn:aws-cn:securityhub:cn-north-1:${ACCOUNT}:hub/default`,
  });
});

test('without a hub, the service’s words', async () => {
  expect(await refusal(DescribeHub({}, hub.call()))).toEqual({
    code: 'InvalidAccessException',
    status: 401,
    message: `Account ${ACCOUNT} is not subscribed to AWS Security Hub`,
  });
});

test.each([
  [`arn:aws:securityhub:${REGION}:210987654321:hub/default`, 'ResourceNotFoundException'],
  [`arn:aws:securityhub:eu-west-1:${ACCOUNT}:hub/default`, 'ResourceNotFoundException'],
  [`arn:aws:securityhub:${REGION}:${ACCOUNT}:hub/other`, 'InvalidInputException'],
  ['default', 'InvalidInputException'],
  ['', 'InvalidInputException'],
])('HubArn %s: %s', async (arn, code) => {
  await EnableSecurityHub({}, hub.call());
  expect(await refusal(DescribeHub({ HubArn: arn }, hub.call()))).toMatchObject({ code });
});

test('permission comes first', async () => {
  expect(await refusal(DescribeHub({}, hub.call({ policies: [] })))).toMatchObject({
    code: 'AccessDeniedException',
    status: 403,
  });
});
