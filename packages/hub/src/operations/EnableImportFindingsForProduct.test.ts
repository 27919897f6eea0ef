import { afterEach, beforeEach, expect, test } from 'vitest';
import { EnableImportFindingsForProduct } from './EnableImportFindingsForProduct.js';
import { EnableSecurityHub } from './EnableSecurityHub.js';
import { ListEnabledProductsForImport } from './ListEnabledProductsForImport.js';
import { ACCOUNT, openTestHub, REGION, refusal, type TestHub } from './testing.js';

const PROWLER = `arn:aws:securityhub:${REGION}::product/prowler/prowler`;
const SUBSCRIPTION = `arn:aws:securityhub:${REGION}:${ACCOUNT}:product-subscription/prowler/prowler`;

let hub: TestHub;
beforeEach(async () => {
  hub = await openTestHub();
  await EnableSecurityHub({}, hub.call());
});
afterEach(() => hub.close());

test('answers with the ARN of the subscription, which is then listed', async () => {
  expect(await EnableImportFindingsForProduct({ ProductArn: PROWLER }, hub.call())).toEqual({
    ProductSubscriptionArn: SUBSCRIPTION,
  });
  expect((await ListEnabledProductsForImport({}, hub.call())).ProductSubscriptions).toContain(SUBSCRIPTION);
});

test('the documentation’s example', async () => {
  const there = hub.call({ region: 'us-east-1' });
  await EnableSecurityHub({}, there);
  const ProductArn = 'arn:aws:securityhub:us-east-1:517716713836:product/crowdstrike/crowdstrike-falcon';
  expect(await EnableImportFindingsForProduct({ ProductArn }, there)).toEqual({
    ProductSubscriptionArn: `arn:aws:securityhub:us-east-1:${ACCOUNT}:product-subscription/crowdstrike/crowdstrike-falcon`,
  });
});

test('a second time is a conflict, in one account and Region', async () => {
  await EnableImportFindingsForProduct({ ProductArn: PROWLER }, hub.call());
  expect(await refusal(EnableImportFindingsForProduct({ ProductArn: PROWLER }, hub.call()))).toEqual({
    code: 'ResourceConflictException',
    status: 409,
    message: `Account is already subscribed to ${PROWLER}`,
  });
  const other = hub.call({ account: '210987654321' });
  await EnableSecurityHub({}, other);
  await EnableImportFindingsForProduct({ ProductArn: PROWLER }, other);
});

test('a registered product can be enabled while it is registered', async () => {
  const ProductArn = `arn:aws:securityhub:${REGION}:111122223333:product/acme/scanner`;
  const enable = () => EnableImportFindingsForProduct({ ProductArn }, hub.call());
  expect(await refusal(enable())).toMatchObject({ code: 'InvalidInputException' });
  await hub.control.createProduct({
    ownerAccount: '111122223333',
    company: 'acme',
    product: 'scanner',
    companyName: 'Acme',
    productName: 'Scanner',
    description: '',
    categories: [],
    allowedAccounts: [],
    createdAt: '2026-01-02T03:04:05.678Z',
  });
  expect(await enable()).toEqual({
    ProductSubscriptionArn: `arn:aws:securityhub:${REGION}:${ACCOUNT}:product-subscription/acme/scanner`,
  });
});

test('the default product of the account is enabled already, that of another is unknown', async () => {
  const own = `arn:aws:securityhub:${REGION}:${ACCOUNT}:product/${ACCOUNT}/default`;
  const other = `arn:aws:securityhub:${REGION}:210987654321:product/210987654321/default`;
  expect(await refusal(EnableImportFindingsForProduct({ ProductArn: own }, hub.call()))).toMatchObject({
    code: 'ResourceConflictException',
  });
  expect(await refusal(EnableImportFindingsForProduct({ ProductArn: other }, hub.call()))).toMatchObject({
    code: 'InvalidInputException',
  });
});

test.each([
  'arn:aws:securityhub:eu-west-1::product/prowler/prowler',
  `arn:aws-cn:securityhub:${REGION}::product/prowler/prowler`,
  `arn:aws:securityhub:${REGION}:${ACCOUNT}:product/prowler/prowler`,
  `arn:aws:securityhub:${REGION}::product/nobody/nothing`,
  'arn:aws:securityhub:::product/prowler/prowler',
  SUBSCRIPTION,
  '',
])('%s is bad input', async (ProductArn) => {
  expect(await refusal(EnableImportFindingsForProduct({ ProductArn }, hub.call()))).toEqual({
    code: 'InvalidInputException',
    status: 400,
    message: `productArn: "${ProductArn}"`,
  });
});

test('needs a hub and permission', async () => {
  const nowhere = hub.call({ region: 'eu-west-1' });
  expect(await refusal(EnableImportFindingsForProduct({ ProductArn: PROWLER }, nowhere))).toMatchObject({
    code: 'InvalidAccessException',
  });
  const nobody = hub.call({ policies: [] });
  expect(await refusal(EnableImportFindingsForProduct({ ProductArn: PROWLER }, nobody))).toMatchObject({
    code: 'AccessDeniedException',
  });
});
