import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CATALOGUE } from '../products/catalogue.js';
import type { ProductRow } from '../store/control.js';
import { DescribeProducts } from './DescribeProducts.js';
import { EnableSecurityHub } from './EnableSecurityHub.js';
import { ACCOUNT, openTestHub, REGION, refusal, type TestHub } from './testing.js';

const CROWDSTRIKE = `arn:aws:securityhub:${REGION}:517716713836:product/crowdstrike/crowdstrike-falcon`;
const ACME: ProductRow = {
  ownerAccount: '111122223333',
  company: 'acme',
  product: 'scanner',
  companyName: 'Acme',
  productName: 'Scanner',
  description: '',
  categories: [],
  allowedAccounts: ['444455556666'],
  createdAt: '2026-01-02T03:04:05.678Z',
};

let hub: TestHub;
beforeEach(async () => {
  hub = await openTestHub();
  await EnableSecurityHub({}, hub.call());
});
afterEach(() => hub.close());

async function walk(MaxResults: number, between = async (_page: number) => {}): Promise<string[]> {
  const arns: string[] = [];
  let token: string | undefined = 'NULL';
  for (let page = 0; token !== undefined; page++) {
    const answer: Awaited<ReturnType<typeof DescribeProducts>> = await DescribeProducts(
      { MaxResults, NextToken: token },
      hub.call(),
    );
    expect(answer.Products.length).toBeLessThanOrEqual(MaxResults);
    // Ends a walk that would go round in circles.
    expect(page).toBeLessThan(2 * CATALOGUE.length);
    arns.push(...answer.Products.map((product) => product.ProductArn));
    token = answer.NextToken;
    await between(page);
  }
  return arns;
}

test('the documentation’s example', async () => {
  const input = { MaxResults: 1, NextToken: 'NULL', ProductArn: CROWDSTRIKE };
  const { Products, NextToken } = await DescribeProducts(input, hub.call());
  expect(NextToken).toBeUndefined();
  expect(Products).toHaveLength(1);
  const { ProductSubscriptionResourcePolicy: policy, ...product } = Products[0] ?? {};
  expect(product).toMatchObject({
    ProductArn: CROWDSTRIKE,
    CompanyName: 'CrowdStrike',
    ProductName: 'CrowdStrike Falcon',
    IntegrationTypes: ['SEND_FINDINGS_TO_SECURITY_HUB'],
    MarketplaceUrl: expect.stringMatching(/^https:/),
    ActivationUrl: expect.stringMatching(/^https:/),
  });
  const condition = { StringEquals: { 'securityhub:TargetAccount': ACCOUNT } };
  expect(JSON.parse(policy ?? '')).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: '517716713836' },
        Action: ['securityhub:BatchImportFindings'],
        Resource: `arn:aws:securityhub:${REGION}:${ACCOUNT}:product-subscription/crowdstrike/crowdstrike-falcon`,
        Condition: condition,
      },
      {
        Effect: 'Allow',
        Principal: { AWS: ACCOUNT },
        Action: ['securityhub:BatchImportFindings'],
        Resource: CROWDSTRIKE,
        Condition: condition,
      },
    ],
  });
});

test('without a limit, all fit one page', async () => {
  const { Products, NextToken } = await DescribeProducts({}, hub.call());
  expect(Products).toHaveLength(CATALOGUE.length);
  expect(NextToken).toBeUndefined();
});

test('only what is known is answered', async () => {
  const { Products } = await DescribeProducts({}, hub.call());
  for (const product of Products) {
    expect(Object.values(product)).not.toContain(undefined);
    expect(Object.values(product)).not.toContain('');
    const sends = product.IntegrationTypes?.includes('SEND_FINDINGS_TO_SECURITY_HUB');
    expect('ProductSubscriptionResourcePolicy' in product).toBe(sends);
  }
});

test('ARNs are those of the caller’s Region and partition', async () => {
  await EnableSecurityHub({}, hub.call({ region: 'us-gov-west-1' }));
  const { Products } = await DescribeProducts({}, hub.call({ region: 'us-gov-west-1' }));
  for (const { ProductArn } of Products) {
    expect(ProductArn).toMatch(/^arn:aws-us-gov:securityhub:us-gov-west-1:\d*:product\//);
  }
});

test('registered products are listed and may be asked for', async () => {
  await hub.control.createProduct(ACME);
  const ProductArn = `arn:aws:securityhub:${REGION}:111122223333:product/acme/scanner`;
  expect(await walk(100)).toContain(ProductArn);
  const { Products } = await DescribeProducts({ ProductArn }, hub.call());
  expect(Products).toHaveLength(1);
  expect(Products[0]).toMatchObject({ ProductArn, CompanyName: 'Acme', ProductName: 'Scanner' });
  expect(JSON.parse(Products[0]?.ProductSubscriptionResourcePolicy ?? '').Statement[0].Principal).toEqual({
    AWS: ['111122223333', '444455556666'],
  });
});

describe('pages', () => {
  test.each([1, 7, 96, 97, 98, 100])('of %i show every product once, in order', async (size) => {
    const all = await walk(100);
    expect(await walk(size)).toEqual(all);
    expect(new Set(all).size).toBe(CATALOGUE.length);
  });

  test('show every product that stays once while others come and go', async () => {
    const before = await walk(100);
    const seen = await walk(5, async (page) => {
      if (page % 2 === 0) await hub.control.createProduct({ ...ACME, company: `a${page}` });
      else await hub.control.deleteProduct(`a${page - 1}`, 'scanner');
    });
    expect(seen.filter((arn) => !arn.includes('product/a0') && before.includes(arn))).toEqual(before);
  });

  test('are bound to account, Region and question', async () => {
    const { NextToken } = await DescribeProducts({ MaxResults: 1 }, hub.call());
    if (NextToken === undefined) throw new Error('Expected a second page');
    const elsewhere = hub.call({ region: 'eu-west-1' });
    await EnableSecurityHub({}, elsewhere);
    const foreign = [
      () => DescribeProducts({ NextToken }, elsewhere),
      () => DescribeProducts({ NextToken, ProductArn: CROWDSTRIKE }, hub.call()),
      () => DescribeProducts({ NextToken: 'nonsense' }, hub.call()),
      () => DescribeProducts({ NextToken: `${NextToken.slice(0, -2)}AA` }, hub.call()),
    ];
    for (const call of foreign) {
      expect(await refusal(call())).toMatchObject({ code: 'InvalidInputException', status: 400 });
    }
  });
});

test('an unknown product is an empty answer', async () => {
  const ProductArn = `arn:aws:securityhub:${REGION}::product/nobody/nothing`;
  expect(await DescribeProducts({ ProductArn }, hub.call())).toEqual({ Products: [] });
});

test('an ARN that is none, or of another Region, is bad input', async () => {
  for (const ProductArn of ['', 'prowler', 'arn:aws:securityhub:eu-west-1::product/prowler/prowler']) {
    expect(await refusal(DescribeProducts({ ProductArn }, hub.call()))).toEqual({
      code: 'InvalidInputException',
      status: 400,
      message: `productArn: "${ProductArn}"`,
    });
  }
});

test('needs a hub and permission', async () => {
  expect(await refusal(DescribeProducts({}, hub.call({ region: 'eu-west-1' })))).toMatchObject({
    code: 'InvalidAccessException',
  });
  expect(await refusal(DescribeProducts({}, hub.call({ policies: [] })))).toMatchObject({
    code: 'AccessDeniedException',
  });
});
