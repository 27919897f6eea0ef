import { afterEach, beforeEach, expect, test } from 'vitest';
import { DisableSecurityHub } from './DisableSecurityHub.js';
import { EnableImportFindingsForProduct } from './EnableImportFindingsForProduct.js';
import { EnableSecurityHub } from './EnableSecurityHub.js';
import { ListEnabledProductsForImport } from './ListEnabledProductsForImport.js';
import { ListTagsForResource } from './ListTagsForResource.js';
import { ACCOUNT, HUB_ARN, only, openTestHub, REGION, refusal, type TestHub } from './testing.js';

let hub: TestHub;
beforeEach(async () => {
  hub = await openTestHub();
});
afterEach(() => hub.close());

test('takes subscriptions and tags along: enabled again, the hub starts afresh', async () => {
  await EnableSecurityHub({ Tags: { Team: 'blue' } }, hub.call());
  const atFirst = await ListEnabledProductsForImport({}, hub.call());
  const prowler = `arn:aws:securityhub:${REGION}::product/prowler/prowler`;
  await EnableImportFindingsForProduct({ ProductArn: prowler }, hub.call());
  expect(await DisableSecurityHub({}, hub.call())).toEqual({});
  expect(await refusal(ListEnabledProductsForImport({}, hub.call()))).toMatchObject({
    code: 'InvalidAccessException',
  });
  await EnableSecurityHub({}, hub.call());
  expect(await ListEnabledProductsForImport({}, hub.call())).toEqual(atFirst);
  expect(await ListTagsForResource({ ResourceArn: HUB_ARN }, hub.call())).toEqual({ Tags: {} });
});

test('a hub that is not enabled cannot be disabled', async () => {
  expect(await refusal(DisableSecurityHub({}, hub.call()))).toEqual({
    code: 'InvalidAccessException',
    status: 401,
    message: `Account ${ACCOUNT} is not subscribed to AWS Security Hub`,
  });
});

test('needs permission', async () => {
  await EnableSecurityHub({}, hub.call());
  const reader = hub.call({ policies: only('securityhub:Describe*') });
  expect(await refusal(DisableSecurityHub({}, reader))).toMatchObject({ code: 'AccessDeniedException' });
});
