import { afterEach, beforeEach, expect, test } from 'vitest';
import { DescribeProducts } from '../operations/DescribeProducts.js';
import { ListEnabledProductsForImport } from '../operations/ListEnabledProductsForImport.js';
import { refusal } from '../operations/testing.js';
import { openTestAdmin, type TestAdmin } from './testing.js';

const PRODUCT = {
  Company: 'acme',
  Product: 'scanner',
  OwnerAccountId: '111122223333',
  CompanyName: 'Acme Ltd',
  ProductName: 'Scanner',
  Description: 'Scans.',
  Categories: ['Vulnerability Management'],
  AllowedAccounts: ['444455556666'],
};
const { Company: _company, Product: _product, ...DETAILS } = PRODUCT;
const CUSTOMER = '777788889999';
const SUBSCRIPTION = `/accounts/${CUSTOMER}/hubs/eu-west-1/subscriptions/acme/scanner`;
const SUBSCRIPTION_ARN = `arn:aws:securityhub:eu-west-1:${CUSTOMER}:product-subscription/acme/scanner`;

let admin: TestAdmin;
beforeEach(async () => {
  admin = await openTestAdmin();
  await admin.call('POST /accounts', { AccountId: CUSTOMER, Name: 'Customer' });
  await admin.call(`POST /accounts/${CUSTOMER}/hubs`, { Region: 'eu-west-1' });
});
afterEach(() => admin.close());

const subscriptions = async () =>
  (await ListEnabledProductsForImport({}, admin.hub.call({ account: CUSTOMER, region: 'eu-west-1' })))
    .ProductSubscriptions;

test('a product is registered, listed, and seen by customers', async () => {
  const product = { ...PRODUCT, CreatedAt: '2026-03-04T05:06:07.890Z' };
  expect(await admin.call('POST /products', PRODUCT)).toEqual({ status: 201, body: { Product: product } });
  expect(await admin.call('GET /products')).toEqual({ status: 200, body: { Products: [product] } });
  const ProductArn = 'arn:aws:securityhub:eu-west-1:111122223333:product/acme/scanner';
  const customer = admin.hub.call({ account: CUSTOMER, region: 'eu-west-1' });
  expect((await DescribeProducts({ ProductArn }, customer)).Products).toMatchObject([
    { ProductName: 'Scanner' },
  ]);
});

test('only the names are needed', async () => {
  const { Company, Product, CompanyName, ProductName } = PRODUCT;
  expect(await admin.call('POST /products', { Company, Product, CompanyName, ProductName })).toMatchObject({
    body: { Product: { OwnerAccountId: '', Description: '', Categories: [], AllowedAccounts: [] } },
  });
});

test('a second time is a conflict; to change it is another call', async () => {
  await admin.call('POST /products', PRODUCT);
  expect(await refusal(admin.call('POST /products', PRODUCT))).toMatchObject({
    code: 'ResourceConflictException',
    message: 'Product acme/scanner exists already',
  });
  const AllowedAccounts = ['111111111111', '222222222222', '111111111111'];
  expect(await admin.call('PUT /products/acme/scanner', { ...DETAILS, AllowedAccounts })).toMatchObject({
    status: 200,
    body: { Product: { ...PRODUCT, AllowedAccounts: ['111111111111', '222222222222'] } },
  });
});

test('of callers that register the same product at once, one is told that it did', async () => {
  const names = ['a', 'b', 'c'];
  const calls = await Promise.allSettled(
    names.map((ProductName) => admin.call('POST /products', { ...PRODUCT, ProductName })),
  );
  const winners = names.filter((_, i) => calls[i]?.status === 'fulfilled');
  expect(winners).toHaveLength(1);
  expect(await admin.call('GET /products')).toMatchObject({
    body: { Products: [{ ProductName: winners[0] }] },
  });
});

test('a change of a product that is being unregistered does not bring it back', async () => {
  await admin.call('POST /products', PRODUCT);
  await Promise.allSettled([
    admin.call('PUT /products/acme/scanner', DETAILS),
    admin.control.deleteProduct('acme', 'scanner'),
  ]);
  expect(await admin.call('GET /products')).toEqual({ status: 200, body: { Products: [] } });
});

test('a product is unregistered', async () => {
  await admin.call('POST /products', PRODUCT);
  expect(await admin.call('DELETE /products/acme/scanner')).toEqual({ status: 200, body: {} });
  for (const call of [
    () => admin.call('DELETE /products/acme/scanner'),
    () => admin.call('PUT /products/acme/scanner', DETAILS),
  ]) {
    expect(await refusal(call())).toEqual({
      code: 'ResourceNotFoundException',
      status: 404,
      message: 'Product acme/scanner does not exist',
    });
  }
});

test.each([
  [{ Company: '' }, 'Company must be'],
  [{ Company: 'a/b' }, 'Company must be'],
  [{ Company: '123456789012' }, 'Company must not be 12 digits'],
  [{ Product: '*' }, 'Product must be'],
  [{ OwnerAccountId: '' }, 'OwnerAccountId must be 12 digits'],
  [{ CompanyName: 'x'.repeat(129) }, 'CompanyName must be text of 1 to 128'],
  [{ AllowedAccounts: ['444455556666', 'x'] }, 'AllowedAccounts[1] must be 12 digits'],
  [{ AllowedAccounts: '444455556666' }, 'AllowedAccounts must be a list'],
  [{ Categories: [''] }, 'Categories[0] must be text'],
  [{ Owner: 'x' }, 'Unknown member "Owner"'],
])('%j: %s', async (changes, message) => {
  const answer = await refusal(admin.call('POST /products', { ...PRODUCT, ...changes }));
  expect(answer.code).toBe('InvalidInputException');
  expect(answer.message).toContain(message);
  expect(await admin.control.listProducts()).toEqual([]);
});

test('an account is subscribed, as often as asked, and unsubscribed once', async () => {
  await admin.call('POST /products', PRODUCT);
  for (let again = 0; again < 2; again++) {
    expect(await admin.call(`PUT ${SUBSCRIPTION}`)).toEqual({
      status: 200,
      body: { ProductSubscriptionArn: SUBSCRIPTION_ARN },
    });
  }
  expect(await subscriptions()).toContain(SUBSCRIPTION_ARN);
  expect(await admin.call(`DELETE ${SUBSCRIPTION}`)).toEqual({ status: 200, body: {} });
  expect(await subscriptions()).not.toContain(SUBSCRIPTION_ARN);
  expect(await refusal(admin.call(`DELETE ${SUBSCRIPTION}`))).toMatchObject({
    code: 'ResourceNotFoundException',
  });
});

test('a subscription needs a hub and a product', async () => {
  expect(await refusal(admin.call(`PUT ${SUBSCRIPTION}`))).toMatchObject({
    message: 'Product acme/scanner does not exist',
  });
  const nowhere = SUBSCRIPTION.replace('eu-west-1', 'us-east-1');
  expect(await refusal(admin.call(`PUT ${nowhere}`))).toMatchObject({
    code: 'ResourceNotFoundException',
    message: `The hub of account ${CUSTOMER} in us-east-1 does not exist`,
  });
  await admin.call(`PUT ${SUBSCRIPTION.replace('acme/scanner', 'prowler/prowler')}`);
  expect((await subscriptions())?.join()).toContain('prowler/prowler');
});
