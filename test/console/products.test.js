import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumMissing, titled } from './support/chromium.js';
import { Console } from './support/console.js';
import { findingsOf } from './support/findings.js';

describe.skipIf(chromiumMissing !== undefined)(titled('products in the console'), () => {
  /** @type {Console} */
  let desk;
  /** @type {import('playwright-core').Page} */
  let page;
  beforeAll(async () => {
    desk = await Console.start();
    await desk.import(findingsOf(desk.hub, 5));
    page = await desk.page();
    await desk.signIn(page, '/products');
    await page.getByRole('row', { name: /^Default/ }).waitFor();
  });
  afterAll(async () => {
    await desk?.close();
    expect(desk?.faults).toEqual([]);
  });

  const prowler = () => `arn:aws:securityhub:${desk.hub.region}::product/prowler/prowler`;
  const enabled = async () => {
    const { json } = await desk.client.call('GET', '/productSubscriptions');
    return String(json.ProductSubscriptions).includes('product-subscription/prowler/prowler');
  };

  it('are enabled and disabled', async () => {
    await page.getByRole('searchbox', { name: 'Search products' }).fill('prowler');
    await page.getByRole('checkbox', { name: 'Prowler is enabled' }).click();
    await expect.poll(enabled).toBe(true);
    await page.getByRole('checkbox', { name: 'Prowler is enabled', checked: true }).click();
    await expect.poll(enabled).toBe(false);
    await page.getByRole('checkbox', { name: 'Prowler is enabled', checked: false }).waitFor();
  });

  it('show what of theirs is refused and why, and every list says that something is', async () => {
    await desk.client.call('POST', '/productSubscriptions', { ProductArn: prowler() });
    const broken = findingsOf(desk.hub, 3, 9).map((finding) => ({
      ...finding,
      ProductArn: prowler(),
      Title: '',
    }));
    const { json } = await desk.client.importFindings(broken);
    expect(json.FailedCount).toBe(3);
    // Counts are written about every second.
    await expect
      .poll(async () => JSON.stringify((await desk.client.call('GET', '/_docket/products/health')).json))
      .toContain('"Refused":3');

    for (const path of ['/', '/products', '/findings?ProductName=eq:Prowler']) {
      await page.goto(desk.url(path));
      await page.getByText('A product sends findings that are all refused').waitFor();
    }
    await page.getByRole('link', { name: 'Look why' }).click();
    await page.getByRole('link', { name: 'Prowler' }).click();
    const refusals = page.getByRole('table', { name: 'Most frequent refusals' });
    await refusals.getByText('data.Title should NOT be shorter than 1 characters').first().waitFor();
    const row = await refusals.getByRole('row').nth(1).textContent();
    expect(row).toContain('3');
    expect(broken.some(({ Id }) => row?.includes(Id))).toBe(true);
  });
});
