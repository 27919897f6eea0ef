import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumMissing, titled } from './support/chromium.js';
import { Console } from './support/console.js';
import { findingsOf, listedCount } from './support/findings.js';

const NOTE = 'Nobody has to look at these.';

describe.skipIf(chromiumMissing !== undefined)(titled('automation rules in the console'), () => {
  /** @type {Console} */
  let desk;
  /** @type {import('playwright-core').Page} */
  let page;
  /** @type {ReturnType<typeof findingsOf>} */
  let findings;
  beforeAll(async () => {
    desk = await Console.start();
    findings = findingsOf(desk.hub, 120);
    await desk.import(findings);
    page = await desk.page();
    await desk.signIn(page, '/findings?SeverityLabel=eq:INFORMATIONAL&RecordState=eq:ACTIVE');
  });
  afterAll(async () => {
    await desk?.close();
    expect(desk?.faults).toEqual([]);
  });

  /** Names of the rules, in their order. */
  const names = async () => {
    await page.getByRole('heading', { name: /^Rules in their order/ }).waitFor();
    return page.getByRole('list', { name: 'Rules in their order' }).getByRole('link').allTextContents();
  };

  it('are made from a filter, tried first, and then do what the trial said', async () => {
    const count = await listedCount(page);
    expect(count).toBe(findings.filter(({ Severity }) => Severity.Label === 'INFORMATIONAL').length);
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Automation rule from this filter' }).click();
    await page.getByRole('button', { name: 'Severity = INFORMATIONAL' }).waitFor();

    await page.getByLabel('Name', { exact: true }).fill('Hush');
    await page.getByLabel('Description').fill('Informational findings are noted.');
    await page.getByLabel('Workflow status').click();
    await page.getByRole('option', { name: 'SUPPRESSED' }).click();
    await page.getByLabel('Note', { exact: true }).fill(NOTE);
    await page.getByRole('button', { name: 'Try it' }).click();
    await page.getByText(`${count} findings match, ${count} would change`).waitFor();
    const row = page.getByRole('table', { name: 'Dry run' }).getByRole('row').nth(1);
    expect(await row.textContent()).toMatch(/Workflow.*NEW.*SUPPRESSED/);
    // Nothing is changed by the trial.
    expect(await desk.client.allFindings({ WorkflowStatus: [{ Value: 'SUPPRESSED' }] })).toEqual([]);

    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The rule is saved.').waitFor();
    expect(await names()).toEqual(['Hush']);

    await desk.import(findingsOf(desk.hub, 40, 2));
    const suppressed = await desk.client.allFindings({ WorkflowStatus: [{ Value: 'SUPPRESSED' }] });
    expect(suppressed.length).toBeGreaterThan(0);
    for (const { Severity, Note } of suppressed) {
      expect(Object(Severity).Label).toBe('INFORMATIONAL');
      expect(Object(Note).Text).toBe(NOTE);
    }
  });

  it('are in the history of what they changed, beside who else changed it', async () => {
    const [finding] = await desk.client.allFindings({ WorkflowStatus: [{ Value: 'SUPPRESSED' }] });
    const { Id, ProductArn } = Object(finding);
    await page.goto(
      desk.url(`/finding?${new URLSearchParams({ finding: Id, of: ProductArn, tab: 'history' })}`),
    );
    const history = page.getByRole('list', { name: 'History of the finding, newest first' });
    await history.getByText(':automation-rule/').waitFor();
    await history.getByText('Created').waitFor();
    await page.getByRole('button', { name: 'Workflow status' }).click();
    await page.getByRole('menuitem', { name: 'NOTIFIED' }).click();
    await page.getByText('The workflow status is NOTIFIED.').waitFor();
    const entry = history.getByRole('listitem').filter({ hasText: `arn:aws:iam::${desk.hub.account}:root` });
    await entry.first().waitFor();
    expect(await entry.first().textContent()).toMatch(/Workflow.*SUPPRESSED.*→.*NOTIFIED/);
  });

  it('are changed, switched off, moved by keys and deleted', async () => {
    for (const [RuleName, RuleOrder] of [
      ['Second', 200],
      ['Third', 300],
    ]) {
      await desk.client.call('POST', '/automationrules/create', {
        ...{ RuleName, RuleOrder, Description: 'Made by a script.' },
        Criteria: { ProductName: [{ Value: 'Nothing', Comparison: 'EQUALS' }] },
        Actions: [{ Type: 'FINDING_FIELDS_UPDATE', FindingFieldsUpdate: { Confidence: 1 } }],
      });
    }
    await page.goto(desk.url('/automation'));
    expect(await names()).toEqual(['Hush', 'Second', 'Third']);

    const stored = async () => {
      const { json } = await desk.client.call('GET', '/automationrules/list');
      const rules = /** @type {Record<string, unknown>[]} */ (json.AutomationRulesMetadata);
      return rules
        .sort((one, other) => Number(one.RuleOrder) - Number(other.RuleOrder))
        .map(({ RuleName, RuleStatus }) => [RuleName, RuleStatus]);
    };
    await page.getByRole('button', { name: 'Drag handle Third' }).focus();
    // Each is told to those who cannot see it; somebody who can waits for the rule to be there.
    for (const [key, told] of [
      ['Space', 'Picked up item at position 3 of 3'],
      ['ArrowUp', 'Moving item to position 2 of 3'],
      ['ArrowUp', 'Moving item to position 1 of 3'],
      ['Space', 'Item moved from position 3 to position 1'],
    ]) {
      await page.keyboard.press(String(key));
      await page.getByText(String(told)).waitFor({ state: 'attached' });
    }
    await expect.poll(stored).toEqual([
      ['Third', 'ENABLED'],
      ['Hush', 'ENABLED'],
      ['Second', 'ENABLED'],
    ]);
    expect(await names()).toEqual(['Third', 'Hush', 'Second']);

    await page.getByRole('checkbox', { name: 'Second is enabled' }).click();
    await expect.poll(stored).toContainEqual(['Second', 'DISABLED']);

    await page.getByRole('link', { name: 'Second' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Renamed');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect.poll(stored).toContainEqual(['Renamed', 'DISABLED']);

    await page.getByRole('button', { name: 'Delete Renamed' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await expect.poll(stored).not.toContainEqual(['Renamed', 'DISABLED']);
    await expect.poll(names).toEqual(['Third', 'Hush']);
  });
});
