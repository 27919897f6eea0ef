import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriousViolations } from './support/axe.js';
import { chromiumMissing, titled } from './support/chromium.js';
import { Console } from './support/console.js';
import { findingsOf } from './support/findings.js';

const INSIGHT = 'arn:aws:securityhub:::insight/securityhub/default/1';

describe.skipIf(chromiumMissing !== undefined)(titled('accessibility of the console'), () => {
  /** @type {Console} */
  let desk;
  /** @type {string} */
  let finding = '';
  beforeAll(async () => {
    desk = await Console.start();
    const findings = findingsOf(desk.hub, 60);
    await desk.import(findings);
    const [{ Id = '', ProductArn = '' } = {}] = findings;
    finding = new URLSearchParams({ finding: Id, of: ProductArn }).toString();
    await desk.client.importFindings([{ ...findings[1], Title: '' }]);
    await desk.client.call('POST', '/automationrules/create', {
      ...{ RuleName: 'A rule', RuleOrder: 1, Description: 'A description.' },
      Criteria: { SeverityLabel: [{ Value: 'LOW', Comparison: 'EQUALS' }] },
      Actions: [{ Type: 'FINDING_FIELDS_UPDATE', FindingFieldsUpdate: { Confidence: 1 } }],
    });
    await desk.client.call('POST', '/actionTargets', {
      Name: 'Page',
      Description: 'Pages somebody.',
      Id: 'Page',
    });
    await desk.client.call('PATCH', '/findings/batchupdate', {
      FindingIdentifiers: [{ Id, ProductArn }],
      Workflow: { Status: 'NOTIFIED' },
      Note: { Text: 'Seen.', UpdatedBy: 'me' },
    });
  });
  afterAll(async () => {
    await desk?.close();
    expect(desk?.faults).toEqual([]);
  });

  /** Path, what shows that it is all there, and what is done before it is looked at. */
  const pages = [
    ['/', 'Generators with most open findings'],
    ['/findings', 'Findings ('],
    ['/findings?group=ResourceType', 'Findings by resource type'],
    ['/findings?Title=eq:nothing', 'No findings match'],
    ['/findings?Title=nonsense', 'A part of this address is no filter'],
    ['/findings?FINDING', 'What to do'],
    ['/finding?FINDING', 'What to do'],
    ['/finding?FINDING&tab=resources', 'Resource type'],
    ['/finding?FINDING&tab=history', 'Created'],
    ['/finding?FINDING&tab=comparison', 'Attribute'],
    ['/finding?FINDING&tab=related', 'Of the same resource'],
    ['/finding?FINDING&tab=json', '"SchemaVersion"'],
    ['/insights', 'Insights ('],
    [`/insights/results?arn=${INSIGHT}`, 'Results ('],
    ['/insights/edit', 'Grouped by'],
    ['/automation', 'A rule'],
    ['/automation/rule', 'Dry run'],
    ['/products', 'Products ('],
    ['/products?product=', 'Most frequent refusals'],
    ['/settings', 'Hub ARN'],
    ['/settings?tab=accounts', 'Create account'],
    ['/settings?tab=users', 'Create access key'],
    ['/settings?tab=actions', 'Pages somebody.'],
    ['/settings?tab=retention', 'DOCKET_RETENTION_DAYS'],
    ['/nowhere', 'There is no such page'],
  ];

  it('the way in has no serious fault', async () => {
    const page = await desk.page();
    await page.goto(desk.url('/'));
    await page.getByLabel('Access key ID').waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await page.context().close();
  });

  it.each(['light', 'dark'])(
    'no page has a serious fault in %s colors',
    async (scheme) => {
      const page = await desk.page({ colorScheme: scheme === 'dark' ? 'dark' : 'light' });
      await desk.signIn(page, '/nowhere');
      expect(await page.locator('.awsui-dark-mode').count()).toBe(scheme === 'dark' ? 1 : 0);
      /** @type {Record<string, string[]>} */
      const faults = {};
      for (const [path = '', sign = ''] of pages) {
        await page.goto(desk.url(path.replace('FINDING', finding)));
        await page.getByText(sign).first().waitFor();
        const found = await seriousViolations(page);
        if (found.length > 0) faults[path] = found;
      }
      expect(faults).toEqual({});
      await page.context().close();
    },
    240_000,
  );

  it('no dialog or list that opens has one', async () => {
    const page = await desk.page();
    await desk.signIn(page, '/findings');
    const check = async (/** @type {string} */ what) =>
      expect([what, await seriousViolations(page)]).toEqual([what, []]);
    await page.getByRole('checkbox', { name: 'Select all on this page' }).check();
    await page.getByRole('button', { name: 'Decide' }).click();
    await page.getByRole('dialog').waitFor();
    await check('deciding');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Preferences' }).click();
    await page.getByText('Columns and their order').waitFor();
    await check('preferences');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'View actions' }).click();
    await page.getByRole('menuitem', { name: 'Save as a view' }).click();
    await page.getByRole('dialog').waitFor();
    await check('saving a view');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('combobox', { name: 'Filter findings' }).fill('Updated = ');
    await page.getByText('Within the last days').waitFor();
    await check('a date in the filter');
    await page.context().close();
  });
});
