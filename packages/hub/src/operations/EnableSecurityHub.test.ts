import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ControlStore } from '../store/control.js';
import { DescribeHub } from './DescribeHub.js';
import { DisableImportFindingsForProduct } from './DisableImportFindingsForProduct.js';
import { DisableSecurityHub } from './DisableSecurityHub.js';
import { EnableSecurityHub } from './EnableSecurityHub.js';
import { ListEnabledProductsForImport } from './ListEnabledProductsForImport.js';
import { ListTagsForResource } from './ListTagsForResource.js';
import { ACCOUNT, HUB_ARN, only, openTestHub, REGION, refusal, type TestHub } from './testing.js';

let hub: TestHub;
beforeEach(async () => {
  hub = await openTestHub();
});
afterEach(() => hub.close());

test('the documentation’s example', async () => {
  const input = { EnableDefaultStandards: true, Tags: { Department: 'Security' } };
  expect(await EnableSecurityHub(input, hub.call())).toEqual({});
  expect(await ListTagsForResource({ ResourceArn: HUB_ARN }, hub.call())).toEqual({
    Tags: { Department: 'Security' },
  });
});

test('AutoEnableControls and SECURITY_CONTROL are where a new hub starts', async () => {
  await EnableSecurityHub({}, hub.call());
  expect(await DescribeHub({}, hub.call())).toEqual({
    HubArn: HUB_ARN,
    SubscribedAt: '2026-03-04T05:06:07.890Z',
    AutoEnableControls: true,
    ControlFindingGenerator: 'SECURITY_CONTROL',
  });
});

test('ControlFindingGenerator is kept', async () => {
  await EnableSecurityHub({ ControlFindingGenerator: 'STANDARD_CONTROL' }, hub.call());
  expect(await DescribeHub({}, hub.call())).toMatchObject({ ControlFindingGenerator: 'STANDARD_CONTROL' });
});

test('a second time is a conflict, and changes nothing', async () => {
  await EnableSecurityHub({ Tags: { Team: 'blue' } }, hub.call());
  const guardduty = `arn:aws:securityhub:${REGION}:${ACCOUNT}:product-subscription/aws/guardduty`;
  await DisableImportFindingsForProduct({ ProductSubscriptionArn: guardduty }, hub.call());
  expect(await refusal(EnableSecurityHub({ Tags: { Team: 'red' } }, hub.call()))).toEqual({
    code: 'ResourceConflictException',
    status: 409,
    message: 'Account is already subscribed to Security Hub',
  });
  expect(await ListTagsForResource({ ResourceArn: HUB_ARN }, hub.call())).toEqual({ Tags: { Team: 'blue' } });
  const { ProductSubscriptions } = await ListEnabledProductsForImport({}, hub.call());
  expect(ProductSubscriptions).not.toContain(guardduty);
});

test('of calls at once, one enables the hub, and the tags are its own', async () => {
  const teams = ['blue', 'red', 'green'];
  const calls = await Promise.allSettled(
    teams.map((Team) => EnableSecurityHub({ Tags: { Team } }, hub.call())),
  );
  expect(calls.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const winner = teams[calls.findIndex(({ status }) => status === 'fulfilled')];
  expect(await ListTagsForResource({ ResourceArn: HUB_ARN }, hub.call())).toEqual({ Tags: { Team: winner } });
});

test('what cannot be enabled whole is not enabled at all, and the next attempt starts afresh', async () => {
  const { store, ...call } = hub.call();
  const control: ControlStore = {
    ...hub.control,
    // The store refuses a product that is named twice, when hub and tags are written already.
    createHub: (row, start) =>
      hub.control.createHub(
        row,
        start && { ...start, products: [...start.products, ...start.products.slice(-1)] },
      ),
  };
  const failing = { ...call, store: { ...store, control } };
  await expect(EnableSecurityHub({ Tags: { Team: 'blue' } }, failing)).rejects.toThrow();
  expect(await refusal(DescribeHub({}, hub.call()))).toMatchObject({ code: 'InvalidAccessException' });
  await EnableSecurityHub({ Tags: { Stage: 'prod' } }, hub.call());
  expect(await ListTagsForResource({ ResourceArn: HUB_ARN }, hub.call())).toEqual({
    Tags: { Stage: 'prod' },
  });
});

test('tags of an earlier hub do not come back', async () => {
  await EnableSecurityHub({ Tags: { Team: 'blue' } }, hub.call());
  await DisableSecurityHub({}, hub.call());
  // A call that had found the hub just before it was disabled writes after it.
  await hub.control.setTags(ACCOUNT, HUB_ARN, { Late: 'x' });
  await EnableSecurityHub({ Tags: { Stage: 'prod' } }, hub.call());
  expect(await ListTagsForResource({ ResourceArn: HUB_ARN }, hub.call())).toEqual({
    Tags: { Stage: 'prod' },
  });
});

test('each account and Region has its own', async () => {
  await EnableSecurityHub({}, hub.call());
  await EnableSecurityHub({}, hub.call({ region: 'eu-west-1' }));
  await EnableSecurityHub({}, hub.call({ account: '210987654321' }));
  await DisableSecurityHub({}, hub.call());
  expect(await refusal(DescribeHub({}, hub.call()))).toMatchObject({ code: 'InvalidAccessException' });
  expect(await DescribeHub({}, hub.call({ region: 'eu-west-1' }))).toMatchObject({
    HubArn: `arn:aws:securityhub:eu-west-1:${ACCOUNT}:hub/default`,
  });
});

test('AWS’s own senders are enabled with the hub, those to be accepted first are not', async () => {
  await EnableSecurityHub({}, hub.call());
  const { ProductSubscriptions } = await ListEnabledProductsForImport({}, hub.call());
  expect(ProductSubscriptions).toEqual(
    [
      'access-analyzer',
      'config',
      'firewall-manager',
      'guardduty',
      'health',
      'inspector',
      'macie',
      'securityhub',
      'ssm-patch-manager',
    ].map((name) => `arn:aws:securityhub:${REGION}:${ACCOUNT}:product-subscription/aws/${name}`),
  );
});

test('bad tags are refused before anything happens', async () => {
  expect(await refusal(EnableSecurityHub({ Tags: { 'aws:x': 'y' } }, hub.call()))).toMatchObject({
    code: 'InvalidInputException',
  });
  expect(await refusal(DescribeHub({}, hub.call()))).toMatchObject({ code: 'InvalidAccessException' });
});

test('needs permission for the hub', async () => {
  const stranger = hub.call({ policies: [], arn: `arn:aws:iam::${ACCOUNT}:user/stranger` });
  expect(await refusal(EnableSecurityHub({}, stranger))).toEqual({
    code: 'AccessDeniedException',
    status: 403,
    message:
      `User: arn:aws:iam::${ACCOUNT}:user/stranger is not authorized to perform: securityhub:EnableSecurityHub ` +
      `on resource: ${HUB_ARN} because no identity-based policy allows the securityhub:EnableSecurityHub action`,
  });
  const allowed = hub.call({ policies: only('securityhub:EnableSecurityHub', HUB_ARN) });
  expect(await EnableSecurityHub({}, allowed)).toEqual({});
});
