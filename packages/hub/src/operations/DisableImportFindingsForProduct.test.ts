import { afterEach, beforeEach, expect, test } from 'vitest';
import { DisableImportFindingsForProduct } from './DisableImportFindingsForProduct.js';
import { EnableImportFindingsForProduct } from './EnableImportFindingsForProduct.js';
import { EnableSecurityHub } from './EnableSecurityHub.js';
import { ListEnabledProductsForImport } from './ListEnabledProductsForImport.js';
import { ACCOUNT, openTestHub, refusal, type TestHub } from './testing.js';

const REGION = 'us-east-1';
const FALCON = 'crowdstrike/crowdstrike-falcon';
const PRODUCT = `arn:aws:securityhub:${REGION}:517716713836:product/${FALCON}`;
const SUBSCRIPTION = `arn:aws:securityhub:${REGION}:${ACCOUNT}:product-subscription/${FALCON}`;

let hub: TestHub;
const call = () => hub.call({ region: REGION });
beforeEach(async () => {
  hub = await openTestHub();
  await EnableSecurityHub({}, call());
  await EnableImportFindingsForProduct({ ProductArn: PRODUCT }, call());
});
afterEach(() => hub.close());

const disable = (ProductSubscriptionArn: string) =>
  DisableImportFindingsForProduct({ ProductSubscriptionArn }, call());

test('ends the subscription', async () => {
  expect(await disable(SUBSCRIPTION)).toEqual({});
  expect((await ListEnabledProductsForImport({}, call())).ProductSubscriptions).not.toContain(SUBSCRIPTION);
  expect(await refusal(disable(SUBSCRIPTION))).toEqual({
    code: 'ResourceNotFoundException',
    status: 404,
    message: `Product subscription not found: ${SUBSCRIPTION}`,
  });
});

test('the documentation’s example, which names the product', async () => {
  expect(await disable(PRODUCT)).toEqual({});
  expect((await ListEnabledProductsForImport({}, call())).ProductSubscriptions).not.toContain(SUBSCRIPTION);
});

test.each([
  `arn:aws:securityhub:${REGION}:210987654321:product-subscription/${FALCON}`,
  `arn:aws:securityhub:eu-west-1:${ACCOUNT}:product-subscription/${FALCON}`,
  `arn:aws-cn:securityhub:${REGION}:${ACCOUNT}:product-subscription/${FALCON}`,
  `arn:aws:securityhub:eu-west-1:517716713836:product/${FALCON}`,
  `arn:aws:securityhub:${REGION}:${ACCOUNT}:product-subscription/nobody/nothing`,
  `arn:aws:securityhub:${REGION}:${ACCOUNT}:product/${ACCOUNT}/default`,
])('%s is not found, and nothing is disabled', async (arn) => {
  expect(await refusal(disable(arn))).toMatchObject({ code: 'ResourceNotFoundException' });
  expect((await ListEnabledProductsForImport({}, call())).ProductSubscriptions).toContain(SUBSCRIPTION);
});

test.each(['', 'prowler', `arn:aws:securityhub:${REGION}::product-subscription/${FALCON}`])(
  '"%s" is bad input',
  async (arn) => {
    expect(await refusal(disable(arn))).toMatchObject({ code: 'InvalidInputException' });
  },
);

test('needs a hub and permission', async () => {
  const input = { ProductSubscriptionArn: SUBSCRIPTION };
  const nowhere = hub.call({ region: 'eu-west-1' });
  expect(await refusal(DisableImportFindingsForProduct(input, nowhere))).toMatchObject({
    code: 'InvalidAccessException',
  });
  const nobody = hub.call({ policies: [] });
  expect(await refusal(DisableImportFindingsForProduct(input, nobody))).toMatchObject({
    code: 'AccessDeniedException',
  });
});
