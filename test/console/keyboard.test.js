import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumMissing, titled } from './support/chromium.js';
import { Console } from './support/console.js';
import { findingsOf, listedCount } from './support/findings.js';
import { keyboardOf } from './support/keyboard.js';

describe.skipIf(chromiumMissing !== undefined)(titled('the console by keyboard alone'), () => {
  /** @type {Console} */
  let desk;
  /** @type {import('playwright-core').Page} */
  let page;
  /** @type {ReturnType<typeof findingsOf>} */
  let findings;
  beforeAll(async () => {
    desk = await Console.start();
    findings = findingsOf(desk.hub, 40);
    await desk.import(findings);
    page = await desk.page();
    keyboard = keyboardOf(page);
  });
  afterAll(async () => {
    await desk?.close();
    expect(desk?.faults).toEqual([]);
  });

  /** @type {import('./support/keyboard.js').Keyboard} */
  let keyboard;
  const press = (/** @type {string[]} */ ...keys) => keyboard.press(...keys);
  const focused = () => keyboard.focused();
  const tabTo = (/** @type {RegExp} */ name) => keyboard.tabTo(name);
  const stored = async (/** @type {string} */ Status) =>
    (await desk.client.allFindings({ WorkflowStatus: [{ Value: Status, Comparison: 'EQUALS' }] })).length;

  it('signs in', async () => {
    await page.goto(desk.url('/'));
    await page.getByLabel('Access key ID').waitFor();
    await page.keyboard.type(desk.hub.credentials.accessKeyId);
    await press('Tab');
    await page.keyboard.type(desk.hub.credentials.secretAccessKey);
    await press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  });

  it('goes to a page, and the focus goes along', async () => {
    await tabTo(/^Findings$/);
    await press('Enter');
    await listedCount(page);
    const inContent = () => page.evaluate(() => document.activeElement?.classList.contains('page'));
    await expect.poll(inContent).toBe(true);
  });

  it('filters', async () => {
    const high = findings.filter(({ Severity }) => Severity.Label === 'HIGH').length;
    await tabTo(/^Filter findings/);
    await page.keyboard.type('Severity = HIGH');
    await press('Enter');
    await page.getByRole('heading', { level: 1, name: `Findings (${high})` }).waitFor();
  });

  it('saves a view', async () => {
    await tabTo(/^View actions/);
    await press('Enter');
    await page.getByRole('menuitem', { name: 'Save as a view' }).waitFor();
    await press('Enter');
    await page.getByRole('dialog', { name: 'Save as a view' }).waitFor();
    await expect.poll(focused).toMatch(/^Name/);
    await page.keyboard.type('What is high');
    await press('Enter');
    await page.getByRole('button', { name: 'View What is high' }).waitFor();
    expect(new URL(page.url()).searchParams.get('view')).toMatch(/./);
  });

  it('makes an insight of the filter, and comes to its findings', async () => {
    const high = findings.filter(({ Severity }) => Severity.Label === 'HIGH').length;
    await tabTo(/^Create$/);
    await press('Enter');
    await page.getByRole('menuitem', { name: 'Insight from this filter' }).waitFor();
    await press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Create insight' }).waitFor();
    await tabTo(/^Name/);
    await page.keyboard.type('High ones');
    await tabTo(/^Save$/);
    await press('Enter');
    await page.getByRole('heading', { level: 1, name: 'High ones' }).waitFor();
    await tabTo(/^Its findings$/);
    await press('Enter');
    await page.getByRole('heading', { level: 1, name: `Findings (${high})` }).waitFor();
  });

  it('opens a finding beside the list and decides about it', async () => {
    const before = await stored('RESOLVED');
    const [first] = await page.locator('tbody a[href*="finding="]').allTextContents();
    await tabTo(/^Select all on this page$/);
    // Into the table, and to the title of its first finding.
    await press('ArrowDown', 'ArrowRight', 'ArrowRight', 'Enter');
    const panel = page.getByRole('region', { name: first });
    await panel.waitFor();
    await panel.getByText('What to do').waitFor();
    await page.getByRole('button', { name: 'Workflow status' }).last().focus();
    await press('Enter');
    await page.getByRole('menuitem', { name: 'RESOLVED' }).waitFor();
    await press('ArrowDown', 'ArrowDown', 'Enter');
    await page.getByText('The workflow status is RESOLVED.').waitFor();
    expect(await stored('RESOLVED')).toBe(before + 1);
  });

  it('selects some and decides about them in a dialog, and comes back to where it was', async () => {
    await page.goto(desk.url('/findings'));
    const count = await listedCount(page);
    const before = await stored('NOTIFIED');
    await tabTo(/^Select all on this page$/);
    await press('ArrowDown', 'Space', 'ArrowDown', 'Space');
    await page.getByText('2 findings selected.').waitFor();
    await page.getByRole('button', { name: 'Decide' }).focus();
    await press('Enter');
    await page.getByRole('dialog', { name: 'Decide about 2 findings' }).waitFor();
    await tabTo(/Leave as it is/);
    await press('Enter');
    await page.getByRole('option', { name: 'NOTIFIED' }).waitFor();
    await page.keyboard.type('NOTI');
    await press('Enter');
    await tabTo(/^Apply to 2 findings$/);
    await press('Enter');
    await page.getByText('2 findings changed.').waitFor();
    expect(await stored('NOTIFIED')).toBe(before + 2);
    await press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(focused).toMatch(/^Decide/);
    expect(await listedCount(page)).toBe(count);
  });

  it('exports what is listed', async () => {
    await page.goto(desk.url('/findings?filter=none'));
    const count = await listedCount(page);
    await tabTo(/^Export$/);
    await press('Enter');
    await page.getByRole('menuitem', { name: 'NDJSON with whole findings' }).waitFor();
    await press('ArrowDown');
    await expect.poll(focused).toMatch(/^NDJSON/);
    const coming = page.waitForEvent('download');
    await press('Enter');
    const lines = (await readFile(await (await coming).path(), 'utf8')).trim().split('\n');
    expect(lines).toHaveLength(count);
  });

  it('comes from the results of an insight to the findings of one of them, and sends results away', async () => {
    await desk.client.call('POST', '/actionTargets', { Name: 'Page', Description: 'Pages.', Id: 'Page' });
    await page.goto(desk.url('/insights'));
    await page.getByRole('heading', { name: /^Insights \(/ }).waitFor();
    await keyboard.intoTable('Insights');
    await keyboard.inRow(/High ones/, /^High ones/);
    await press('Enter');
    await page.getByRole('heading', { level: 1, name: 'High ones' }).waitFor();
    const table = page.getByRole('grid', { name: 'Results' });
    const counts = await table.locator('tbody td:last-child').allTextContents();
    await keyboard.intoTable('Results');
    await press('ArrowDown', 'Space');
    await page.getByRole('button', { name: 'Send to a custom action', disabled: false }).waitFor();
    await press('Shift+Tab');
    await expect.poll(focused).toMatch(/^Send to a custom action/);
    await press('Enter');
    await page.getByRole('dialog', { name: 'Send 1 result to a custom action' }).waitFor();
    await tabTo(/^Custom action/);
    await press('Enter', 'ArrowDown', 'Enter');
    await tabTo(/^Send$/);
    await press('Enter');
    await page.getByText(/^1 event was made\./).waitFor();
    await press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(focused).toMatch(/^Send to a custom action/);

    await keyboard.intoTable('Results');
    await press('ArrowRight', 'Enter');
    await page.getByRole('heading', { level: 1, name: `Findings (${counts[0]})` }).waitFor();
  });
});
