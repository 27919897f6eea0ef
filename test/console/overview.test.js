import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumMissing, titled } from './support/chromium.js';
import { Console, goTo } from './support/console.js';
import { findingsOf, listedCount, numberIn } from './support/findings.js';

describe.skipIf(chromiumMissing !== undefined)(titled('the overview'), () => {
  /** @type {Console} */
  let desk;
  /** @type {import('playwright-core').Page} */
  let page;
  beforeAll(async () => {
    desk = await Console.start();
    // Today, so that the trend has something to show; of several accounts' worth of decisions.
    const today = new Date().toISOString();
    const findings = findingsOf(desk.hub, 150).map((finding, index) => ({
      ...finding,
      CreatedAt: today,
      UpdatedAt: today,
      RecordState: index % 10 === 0 ? 'ARCHIVED' : 'ACTIVE',
      // A finding of two resources counts once for each, and is in each list once.
      Resources: [...finding.Resources, { Type: 'Other', Id: `shared-${index % 3}` }],
      ...(index % 4 === 0 && { Workflow: { Status: ['NOTIFIED', 'RESOLVED', 'SUPPRESSED'][index % 3] } }),
    }));
    await desk.import(findings);
    page = await desk.page();
    await desk.signIn(page);
    await page.getByRole('heading', { name: 'Open findings', exact: true }).waitFor();
  });
  afterAll(async () => {
    await desk?.close();
    expect(desk?.faults).toEqual([]);
  });

  it('has no number but is the way to the list that it counts', async () => {
    await page.getByRole('heading', { name: 'Generators with most open findings' }).waitFor();
    await page.getByRole('button', { name: 'In numbers' }).click();
    await page
      .getByRole('link', { name: /new on/ })
      .first()
      .waitFor();
    const links = await page
      .getByRole('main')
      .locator('a[href*="/console/findings?"]')
      .evaluateAll((found) =>
        found.map((link) => ({ href: Object(link).href, text: String(link.textContent) })),
      );
    const numbers = links.filter(({ text }) => /^[\d,]+$/.test(text));
    // Eleven counts, four lists of values, thirty days.
    expect(numbers.length).toBeGreaterThan(11 + 10 + 1 + 4 + 10 + 30 - 5);

    const list = await page.context().newPage();
    await list.goto(desk.url('/findings'));
    await listedCount(list);
    for (const [href, count] of new Map(numbers.map(({ href, text }) => [href, numberIn(text)]))) {
      await goTo(list, href.slice(desk.url('').length));
      expect([href, await listedCount(list)]).toEqual([href, count]);
      const rows = list.locator('tbody tr a[href*="finding="]');
      await expect.poll(() => rows.count(), { message: href }).toBe(Math.min(count, 25));
    }
    await list.close();
  }, 180_000);

  it('counts what the API selects', async () => {
    const equal = (/** @type {string[]} */ ...values) =>
      values.map((Value) => ({ Value, Comparison: 'EQUALS' }));
    const open = await desk.client.allFindings({
      RecordState: equal('ACTIVE'),
      WorkflowStatus: equal('NEW', 'NOTIFIED'),
    });
    await page.getByRole('link', { name: `Open findings: ${open.length}`, exact: true }).waitFor();
    const shared = open.filter(({ Resources }) => JSON.stringify(Resources).includes('"shared-0"'));
    await page.getByRole('link', { name: `${shared.length} findings of shared-0`, exact: true }).waitFor();
  });
});
