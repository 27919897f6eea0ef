import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startReceiver } from '../../packages/hub/dist/testing/receiver.js';
import { seriousViolations } from './support/axe.js';
import { chromiumMissing, titled } from './support/chromium.js';
import { Console, goTo } from './support/console.js';
import { deadDelivery } from './support/deliveries.js';
import { findingsOf } from './support/findings.js';

const INSIGHT = 'arn:aws:securityhub:::insight/securityhub/default/1';

describe.skipIf(chromiumMissing !== undefined)(titled('accessibility of the console'), () => {
  /** @type {Console} */
  let desk;
  /** @type {string} */
  let finding = '';
  /** @type {Awaited<ReturnType<typeof startReceiver>>} */
  let receiver;
  /** @type {string} */
  let delivery = '';
  /** @type {string} */
  let sink = '';
  beforeAll(async () => {
    receiver = await startReceiver();
    desk = await Console.start();
    delivery = await makeEvents();
    const findings = findingsOf(desk.hub, 12);
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
    await receiver?.close();
    expect(desk?.faults).toEqual([]);
  });

  /** A sink that refuses what a rule sends to it; gives a delivery that is dead of that. */
  async function makeEvents() {
    receiver.answer((response) => response.writeHead(400).end('not today'));
    const { client, hub } = desk;
    const webhook = { Name: 'On call', Kind: 'webhook', Webhook: { Url: receiver.url } };
    const { json } = await client.call('POST', '/_docket/events/sinks', webhook);
    sink = String(Object(json).Sink.Id);
    const EventPattern = { source: ['aws.securityhub'] };
    const rule = {
      Name: 'Everything',
      Description: 'All of it.',
      EventPattern,
      SinkIds: [sink],
    };
    await client.call('POST', '/_docket/events/rules', rule);
    await desk.import(findingsOf(hub, 1, 9));
    return deadDelivery(client);
  }

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
    ['/products?PRODUCT', 'Most frequent refusals'],
    ['/events', 'Everything'],
    ['/events?tab=sinks', 'not today'],
    ['/events?tab=deliveries', 'not today'],
    ['/events?tab=deliveries&DELIVERY', '"detail-type"'],
    ['/events?tab=live', 'Nothing yet.'],
    ['/events/rule', 'Try the pattern'],
    ['/findings?closed=resolved:2026-03-04', 'Resolved on 2026-03-04'],
    ['/settings', 'Hub ARN'],
    ['/settings?tab=accounts', 'Create account'],
    ['/settings?tab=users', 'Create access key'],
    ['/settings?tab=actions', 'Pages somebody.'],
    ['/settings?tab=retention', 'Archived findings'],
    ['/nowhere', 'There is no such page'],
  ];

  it('the way in has no serious fault', async () => {
    const page = await desk.page();
    await page.goto(desk.url('/'));
    await page.getByLabel('Access key ID').waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await page.context().close();
  });

  it('no page has a serious fault, in light or dark colors', async () => {
    const page = await desk.page({ colorScheme: 'light' });
    await desk.signIn(page, '/nowhere');
    const product = new URLSearchParams({ product: desk.hub.productArn }).toString();
    /** @type {Record<string, string[]>} */
    const faults = {};
    for (const [path = '', sign = ''] of pages) {
      await goTo(
        page,
        path
          .replace('FINDING', finding)
          .replace('PRODUCT', product)
          .replace('DELIVERY', `delivery=${delivery}`),
      );
      await page.getByText(sign).first().waitFor();
      const found = [...(await seriousViolations(page)), ...(await unreadableInTheDark(page))];
      if (found.length > 0) faults[path] = found;
    }
    expect(faults).toEqual({});
    await page.context().close();
  }, 180_000);

  /**
   * The colors are all that is different there.
   *
   * @param {import('playwright-core').Page} page
   * @param {string} [within]
   */
  async function unreadableInTheDark(page, within) {
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.locator('body.awsui-dark-mode').waitFor();
    const found = await seriousViolations(page, { rules: ['color-contrast'], ...(within && { within }) });
    await page.emulateMedia({ colorScheme: 'light' });
    await page.locator('body:not(.awsui-dark-mode)').waitFor();
    return found.map((one) => `dark: ${one}`);
  }

  /** What opens on which page: a button, or what opens a list and the entry in it. */
  const dialogs = [
    ['/findings', 'Select all on this page', 'Decide'],
    ['/findings', 'Preferences'],
    ['/findings', 'View actions', 'Save as a view'],
    ['/findings', 'Export'],
    ['/findings', 'root'],
    ['/finding?FINDING', 'Decide'],
    ['/finding?FINDING', 'Send to a custom action'],
    ['/automation', 'Delete A rule'],
    ['/events', 'Delete Everything'],
    ['/events?tab=sinks', 'Create sink'],
    ['/events?tab=sinks', 'What can be done with On call', 'Edit'],
    ['/events?tab=sinks', 'What can be done with On call', 'Make a new secret'],
    ['/events?tab=deliveries&SINK', 'Dead'],
    ['/settings?tab=accounts', 'Create account'],
    ['/settings?tab=accounts', 'Enable hub'],
    ['/settings?tab=users', 'Create user'],
    ['/settings?tab=users', 'Create access key'],
    ['/settings?tab=actions', 'Create custom action'],
    ['/settings?tab=actions', 'Delete'],
  ];

  it('no dialog or list that opens has one', async () => {
    const page = await desk.page({ colorScheme: 'light' });
    await desk.signIn(page, '/nowhere');
    /** @type {Record<string, string[]>} */
    const faults = {};
    for (const [path = '', ...steps] of dialogs) {
      await goTo(page, path.replace('FINDING', finding).replace('SINK', `sink=${sink}`));
      for (const name of steps) await pressed(page, name);
      const open = page.locator('[role=dialog]:visible, [role=menu]:visible').first();
      await open.waitFor();
      // What is behind it was looked at before.
      await open.evaluate((element) => element.setAttribute('data-looked-at', ''));
      const within = '[data-looked-at]';
      const found = [
        ...(await seriousViolations(page, { within })),
        ...(await unreadableInTheDark(page, within)),
      ];
      if (found.length > 0) faults[[path, ...steps].join(' > ')] = found;
      await page.keyboard.press('Escape');
      await open.waitFor({ state: 'hidden' });
    }
    expect(faults).toEqual({});
    await page.context().close();
  }, 120_000);

  /**
   * @param {import('playwright-core').Page} page
   * @param {string} name of a button, an entry of a menu, or a box to tick
   */
  async function pressed(page, name) {
    const all = [
      page.getByRole('button', { name, exact: true }),
      page.getByRole('button', { name: `${name}:` }),
      page.getByRole('menuitem', { name, exact: true }),
      page.getByRole('checkbox', { name, exact: true }),
    ];
    const found = all.reduce((one, other) => one.or(other)).first();
    await found.and(page.locator(':enabled, [role=menuitem]')).waitFor();
    // Of a menu, keys press the entry that is lit, and not the one that has the focus.
    if ((await found.getAttribute('role')) === 'menuitem') await found.click();
    else await found.press('Space');
  }

  it('the filter has none while somebody chooses a date', async () => {
    const page = await desk.page();
    await desk.signIn(page, '/findings');
    await page.getByRole('combobox', { name: 'Filter findings' }).fill('Updated = ');
    await page.getByText('Within the last days').waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await page.context().close();
  });

  it('a rule that is tried has none', async () => {
    const page = await desk.page();
    await desk.signIn(page, '/automation/rule?SeverityLabel=eq:LOW');
    await page.getByLabel('Confidence').fill('1');
    await page.getByRole('button', { name: 'Try it' }).click();
    await page.getByRole('heading', { name: /would change$/ }).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await page.context().close();
  });
});
