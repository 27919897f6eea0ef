import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chromiumMissing, titled } from './support/chromium.js';
import { Console } from './support/console.js';
import { findingsOf, listedCount, numberIn } from './support/findings.js';

const COUNT = 260;

describe.skipIf(chromiumMissing !== undefined)(titled('the list of findings'), () => {
  /** @type {Console} */
  let desk;
  /** @type {import('playwright-core').Page} */
  let page;
  /** @type {ReturnType<typeof findingsOf>} */
  let findings;
  beforeAll(async () => {
    desk = await Console.start();
    findings = findingsOf(desk.hub, COUNT);
    await desk.import(findings);
    page = await desk.page({ acceptDownloads: true });
    await desk.signIn(page, '/findings');
  });
  beforeEach(async () => {
    await page.goto(desk.url('/findings'));
    await listedCount(page);
  });
  afterAll(async () => {
    await desk?.close();
    expect(desk?.faults).toEqual([]);
  });

  const filterBox = () => page.getByRole('combobox', { name: 'Filter findings' });
  const high = () => findings.filter(({ Severity }) => Severity.Label === 'HIGH').length;

  it('is filtered by what is typed, and a reload and a colleague see the same', async () => {
    await filterBox().fill('Severity = HIGH');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: `Findings (${high()})` }).waitFor();
    const address = page.url();
    expect(new URL(address).searchParams.getAll('SeverityLabel')).toEqual(['eq:HIGH']);

    await page.reload();
    expect(await listedCount(page)).toBe(high());

    const colleague = await desk.page();
    await desk.signIn(colleague, address.slice(desk.url('').length));
    expect(await listedCount(colleague)).toBe(high());
    await colleague.context().close();
  });

  it('offers the values that findings have, by what they begin with', async () => {
    await filterBox().fill('Product = Ke');
    const option = page.getByRole('option', { name: /Kestrel/ });
    await option.waitFor();
    await option.click();
    const kestrel = findings.filter(({ ProductName }) => ProductName === 'Kestrel').length;
    await page.getByRole('heading', { level: 1, name: `Findings (${kestrel})` }).waitFor();
  });

  it('is saved as a view, also for others', async () => {
    await filterBox().fill('Severity = CRITICAL');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Severity = CRITICAL' }).waitFor();
    await page.getByRole('button', { name: 'View actions' }).click();
    await page.getByRole('menuitem', { name: 'Save as a view' }).click();
    await page.getByLabel('Name').fill('What burns');
    await page.getByLabel('Everybody in this account sees it').check();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('view')).toMatch(/./);
    const query = new URL(page.url()).searchParams;

    await page.goto(desk.url('/findings'));
    await page
      .getByRole('button', { name: /^View / })
      .first()
      .click();
    await page.getByRole('option', { name: /What burns/ }).click();
    const critical = findings.filter(({ Severity }) => Severity.Label === 'CRITICAL').length;
    await page.getByRole('heading', { level: 1, name: `Findings (${critical})` }).waitFor();
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual(Object.fromEntries(query));
  });

  it('is grouped first, and a group opened', async () => {
    await page.goto(desk.url('/findings?group=ResourceType'));
    const row = page
      .getByRole('row')
      .filter({ has: page.getByRole('link') })
      .first();
    const type = await row.getByRole('rowheader').textContent();
    const [count] = await row.getByRole('gridcell').allInnerTexts();
    await row.getByRole('link').click();
    expect(await listedCount(page)).toBe(numberIn(count ?? ''));
    expect(new URL(page.url()).searchParams.getAll('ResourceType')).toEqual([`eq:${type}`]);
  });

  it('is paged in both directions without gap or repeat', async () => {
    const idsOnPage = async () =>
      page
        .locator('tbody tr a[href*="finding="]')
        .evaluateAll((links) =>
          links.map((link) => new URL(String(Object(link).href)).searchParams.get('finding')),
        );
    const first = await idsOnPage();
    const seen = [...first];
    for (let left = Math.ceil(COUNT / first.length) - 1; left > 0; left -= 1) {
      const before = await idsOnPage();
      await page.getByRole('button', { name: 'Next page' }).click();
      await expect.poll(async () => (await idsOnPage())[0]).not.toBe(before[0]);
      seen.push(...(await idsOnPage()));
    }
    expect(seen).toHaveLength(COUNT);
    expect(new Set(seen).size).toBe(COUNT);
    await page.getByRole('button', { name: /^Page 1 / }).click();
    await expect.poll(idsOnPage).toEqual(first);
  });

  it('exports what it shows', async () => {
    await filterBox().fill('Severity = HIGH');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: `Findings (${high()})` }).waitFor();
    await page.getByRole('button', { name: 'Export' }).click();
    const started = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: /^CSV/ }).click();
    const text = await readFile(await (await started).path(), 'utf8');
    const [head, ...rows] = text.trimEnd().split('\r\n');
    expect(head).toBe(
      'Severity.Label,Title,Resources.Id,ProductName,Workflow.Status,UpdatedAt,Id,ProductArn',
    );
    expect(rows).toHaveLength(high());
    expect(rows.every((row) => row.startsWith('HIGH,'))).toBe(true);
  });

  it('shows suppressed findings, hides them, or shows nothing else', async () => {
    const [finding] = findings;
    await desk.client.call('PATCH', '/findings/batchupdate', {
      FindingIdentifiers: [{ Id: finding?.Id, ProductArn: finding?.ProductArn }],
      Workflow: { Status: 'SUPPRESSED' },
    });
    await page.getByRole('button', { name: 'Load again' }).click();
    await page.getByRole('heading', { level: 1, name: `Findings (${COUNT - 1})` }).waitFor();
    const choose = async (/** @type {string} */ which) => {
      await page.getByRole('button', { name: /^Suppressed findings/ }).click();
      await page.getByRole('option', { name: which }).click();
    };
    await choose('Suppressed only');
    await page.getByRole('heading', { level: 1, name: 'Findings (1)' }).waitFor();
    await choose('Without suppressed');
    await page.getByRole('heading', { level: 1, name: `Findings (${COUNT - 1})` }).waitFor();
    await choose('With suppressed');
    await page.getByRole('heading', { level: 1, name: `Findings (${COUNT})` }).waitFor();
  });

  it('decides about more than 250 at once, and says honestly what became of it', async () => {
    const count = await listedCount(page);
    expect(count).toBeGreaterThan(250);
    await page.getByRole('checkbox', { name: 'Select all on this page' }).check();
    await page.getByRole('button', { name: `Select all ${count} that match` }).click();
    await page.getByRole('button', { name: 'Decide' }).click();
    const dialog = page.getByRole('dialog', { name: `Decide about ${count} findings` });
    await dialog.getByLabel('Workflow status').click();
    await dialog.getByRole('option', { name: 'RESOLVED' }).click();
    await dialog.getByLabel('Note').fill('Fixed with the last release.');
    await dialog.getByRole('button', { name: `Apply to ${count} findings` }).click();
    await dialog.getByText(`${count} findings changed.`).waitFor();
    await dialog.getByRole('button', { name: 'Close', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Findings (0)' }).waitFor();
    await page.getByRole('heading', { name: 'No findings match' }).waitFor();

    const equal = (/** @type {string} */ Value) => [{ Value, Comparison: 'EQUALS' }];
    const resolved = await desk.client.allFindings({ WorkflowStatus: equal('RESOLVED') });
    expect(resolved).toHaveLength(count);
    expect(resolved.every(({ Note }) => Object(Note).Text === 'Fixed with the last release.')).toBe(true);
  });
});
