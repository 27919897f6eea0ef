import { readFile } from 'node:fs/promises';
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
    await close(findings);
    page = await desk.page();
    await desk.signIn(page);
    await page.getByRole('heading', { name: 'Open findings', exact: true }).waitFor();
  });
  afterAll(async () => {
    await desk?.close();
    expect(desk?.faults).toEqual([]);
  });

  /**
   * Lets some be resolved, one of them twice, and others archived by their provider; all today.
   *
   * @param {ReturnType<typeof findingsOf>} findings
   */
  async function close(findings) {
    const open = findings.filter((_, index) => index % 10 !== 0 && index % 4 !== 0);
    const decide = (/** @type {typeof findings} */ some, /** @type {string} */ Status) =>
      desk.client.call('PATCH', '/findings/batchupdate', {
        FindingIdentifiers: some.map(({ Id, ProductArn }) => ({ Id, ProductArn })),
        Workflow: { Status },
      });
    await decide(open.slice(0, 30), 'RESOLVED');
    await decide(open.slice(0, 3), 'NEW');
    await decide(open.slice(0, 2), 'RESOLVED');
    const UpdatedAt = new Date(Date.now() + 1_000).toISOString();
    await desk.import(
      open.slice(25, 37).map((finding) => ({ ...finding, RecordState: 'ARCHIVED', UpdatedAt })),
    );
  }

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
    // Eleven counts, four lists of values, and three numbers for each of thirty days.
    expect(numbers.length).toBeGreaterThan(11 + 10 + 1 + 4 + 10 + 90 - 5);
    const texts = await page.getByRole('table', { name: 'New and resolved' }).locator('td').allTextContents();
    expect(texts.filter((text) => /^\d+$/.test(text))).toHaveLength(90);
    for (const [name, count] of [
      ['resolved', 30],
      ['archived', 12],
    ])
      await page.getByRole('link', { name: new RegExp(`^${count} findings ${name} on`) }).waitFor();

    const list = await page.context().newPage();
    await list.goto(desk.url('/findings'));
    await listedCount(list);
    for (const [href, count] of new Map(numbers.map(({ href, text }) => [href, numberIn(text)]))) {
      await goTo(list, href.slice(desk.url('').length));
      expect([href, await listedCount(list)]).toEqual([href, count]);
      const rows = list.locator('[aria-busy="false"] tbody tr a[href*="finding="]');
      await expect.poll(() => rows.count(), { message: href }).toBe(Math.min(count, 25));
    }
    await list.close();
  }, 180_000);

  it('leads to what was closed on a day as to any other list', async () => {
    const list = await page.context().newPage();
    await list.goto(desk.url('/'));
    await list.getByRole('button', { name: 'In numbers' }).click();
    await list.getByRole('link', { name: /^12 findings archived on/ }).click();
    expect(await listedCount(list)).toBe(12);
    const day = new URL(list.url()).searchParams.get('closed')?.replace('archived:', '');
    const token = list.getByText(`Archived by their provider on ${day}`);
    await token.waitFor();

    // It can be filtered further, and is reloaded as it was.
    await list.getByRole('combobox', { name: 'Filter findings' }).fill('Workflow status = RESOLVED');
    await list.keyboard.press('Enter');
    await list.getByRole('heading', { level: 1, name: 'Findings (5)' }).waitFor();
    await list.reload();
    expect(await listedCount(list)).toBe(5);
    await list.getByRole('button', { name: 'Export' }).click();
    const coming = list.waitForEvent('download');
    await list.getByRole('menuitem', { name: 'NDJSON with whole findings' }).click();
    const lines = (await readFile(await (await coming).path(), 'utf8')).trim().split('\n');
    const states = lines
      .map((line) => JSON.parse(line))
      .map(({ RecordState, Workflow }) => [RecordState, Workflow]);
    expect(states).toEqual(Array.from({ length: 5 }, () => ['ARCHIVED', { Status: 'RESOLVED' }]));

    // What is decided about all of them is decided about these.
    // While the page is scrolled, another header covers the table's own.
    await list.getByRole('checkbox', { name: 'Select all on this page' }).press('Space');
    await list.getByRole('button', { name: 'Decide' }).click();
    const dialog = list.getByRole('dialog', { name: 'Decide about 5 findings' });
    await dialog.getByLabel('Note').fill('Looked at what was archived.');
    await dialog.getByRole('button', { name: 'Apply to 5 findings' }).click();
    await dialog.getByText('5 findings changed.').waitFor();
    await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();

    await list.getByRole('button', { name: `Remove Archived by their provider on ${day}` }).click();
    await token.waitFor({ state: 'detached' });
    expect(await listedCount(list)).toBeGreaterThan(30);
    await list.close();
  });

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
