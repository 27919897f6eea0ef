import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EnableSecurityHub } from './EnableSecurityHub.js';
import { ListEnabledProductsForImport } from './ListEnabledProductsForImport.js';
import { ACCOUNT, openTestHub, REGION, refusal, type TestHub } from './testing.js';

let hub: TestHub;
beforeEach(async () => {
  hub = await openTestHub();
  await EnableSecurityHub({}, hub.call());
});
afterEach(() => hub.close());

const subscribe = (company: string, product: string) =>
  hub.control.createSubscription({ account: ACCOUNT, region: REGION, company, product, createdAt: '' });

async function walk(MaxResults?: number): Promise<string[]> {
  const arns: string[] = [];
  let NextToken: string | undefined;
  do {
    const answer: Awaited<ReturnType<typeof ListEnabledProductsForImport>> =
      await ListEnabledProductsForImport(
        { ...(MaxResults !== undefined && { MaxResults }), ...(NextToken !== undefined && { NextToken }) },
        hub.call(),
      );
    arns.push(...(answer.ProductSubscriptions ?? []));
    NextToken = answer.NextToken;
    // Ends a walk that would go round in circles.
    expect(arns.length).toBeLessThan(1000);
  } while (NextToken !== undefined);
  return arns;
}

test('Prowler finds its subscription', async () => {
  await subscribe('prowler', 'prowler');
  expect(await walk()).toContain(
    `arn:aws:securityhub:${REGION}:${ACCOUNT}:product-subscription/prowler/prowler`,
  );
});

test('pages of any size show every subscription once', async () => {
  // Names whose order differs between "company, then product" and the two written together.
  const name = fc.stringMatching(/^[ab][-.0a]{0,2}$/);
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.tuple(name, name)),
      fc.integer({ min: 1, max: 5 }),
      async (names, size) => {
        for (const [company, product] of names) await subscribe(company, product);
        const all = await hub.control.listSubscriptions(ACCOUNT, REGION);
        const arns = all.map(
          ({ company, product }) =>
            `arn:aws:securityhub:${REGION}:${ACCOUNT}:product-subscription/${company}/${product}`,
        );
        const walked = await walk(size);
        expect(walked).toHaveLength(arns.length);
        expect(new Set(walked)).toEqual(new Set(arns));
        expect(await walk(100)).toEqual(walked);
      },
    ),
    { numRuns: 20 },
  );
});

test('other accounts and Regions do not show', async () => {
  const other = hub.call({ account: '210987654321' });
  await EnableSecurityHub({}, other);
  await subscribe('prowler', 'prowler');
  const { ProductSubscriptions } = await ListEnabledProductsForImport({}, other);
  expect(ProductSubscriptions?.join()).not.toContain('prowler');
  expect(ProductSubscriptions?.join()).not.toContain(ACCOUNT);
});

test('a bad token is bad input', async () => {
  expect(await refusal(ListEnabledProductsForImport({ NextToken: 'x' }, hub.call()))).toMatchObject({
    code: 'InvalidInputException',
  });
});

test('needs a hub and permission', async () => {
  expect(await refusal(ListEnabledProductsForImport({}, hub.call({ region: 'eu-west-1' })))).toMatchObject({
    code: 'InvalidAccessException',
  });
  expect(await refusal(ListEnabledProductsForImport({}, hub.call({ policies: [] })))).toMatchObject({
    code: 'AccessDeniedException',
  });
});
