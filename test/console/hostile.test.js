import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startReceiver } from '../../packages/hub/dist/testing/receiver.js';
import { chromiumMissing, titled } from './support/chromium.js';
import { Console } from './support/console.js';
import { deadDelivery } from './support/deliveries.js';
import { findingsOf } from './support/findings.js';

const RLO = '\u202e';
const SCRIPT = `<img src=x onerror="alert(1)"><script>alert(2)</script>{{7*7}}\${7*7}`;
const TITLE = `=HYPERLINK("http://evil.example","${RLO}gpj.exe") ${SCRIPT}`;
const LONG = 'A'.repeat(32_000);
const KEYS = Object.fromEntries(
  Array.from({ length: 4_000 }, (_, index) => [`key-${index}`, 'v'.repeat(20)]),
);

/** @param {import('../support/hub.js').Hub} hub */
function hostileFinding(hub) {
  const [finding] = findingsOf(hub, 1);
  return {
    ...finding,
    Id: `hostile/${SCRIPT}`,
    Title: TITLE,
    Description: `${RLO}${SCRIPT}\u0007\u200b`,
    GeneratorId: `generator ${SCRIPT}`,
    Types: [`Software and Configuration Checks/${RLO}x`],
    SourceUrl: 'javascript:alert(3)',
    Remediation: { Recommendation: { Text: SCRIPT, Url: 'javascript:alert(4)//https://example.com' } },
    ProductFields: { [`${RLO}<b>key`]: 'data:text/html,<script>alert(5)</script>', __proto__x: SCRIPT },
    Resources: [
      {
        Type: `Other ${SCRIPT}`,
        Id: `resource ${RLO}${SCRIPT}`,
        Details: { Other: { url: 'https://user:pass@evil.example', script: SCRIPT, formula: '=1+1' } },
      },
    ],
    Note: { Text: SCRIPT, UpdatedBy: `+${RLO}me`, UpdatedAt: '2026-03-04T05:06:07Z' },
    // Members that the format does not know have no limits of their own.
    Unknown: LONG,
    Threats: [{ Name: SCRIPT, Severity: 'x', ItemCount: 1, Keys: KEYS }],
  };
}

describe.skipIf(chromiumMissing !== undefined)(titled('a hostile finding'), () => {
  /** @type {Console} */
  let desk;
  /** @type {import('playwright-core').Page} */
  let page;
  /** @type {ReturnType<typeof hostileFinding>} */
  let hostile;
  /** @type {Awaited<ReturnType<typeof startReceiver>>} */
  let receiver;
  /** That of the event of the finding, which the receiver refuses. */
  let delivery = '';
  beforeAll(async () => {
    receiver = await startReceiver();
    receiver.answer((response) => response.writeHead(400).end(`${RLO}${SCRIPT}`));
    desk = await Console.start({ env: { DOCKET_UNKNOWN_MEMBERS: 'keep' } });
    hostile = hostileFinding(desk.hub);
    const { json } = await desk.client.call('POST', '/_docket/events/sinks', {
      ...{ Name: `sink ${SCRIPT}`, Kind: 'webhook', Webhook: { Url: receiver.url } },
    });
    await desk.client.call('POST', '/_docket/events/rules', {
      ...{ Name: `rule ${SCRIPT}`, Description: SCRIPT, SinkIds: [Object(json).Sink.Id] },
      EventPattern: { source: ['aws.securityhub', SCRIPT] },
    });
    await desk.import([hostile]);
    delivery = await deadDelivery(desk.client);
    page = await desk.page({ acceptDownloads: true });
    await desk.signIn(page, '/findings');
    await page.getByRole('link', { name: /HYPERLINK/ }).waitFor();
  });
  afterAll(async () => {
    await desk?.close();
    await receiver?.close();
    // No script of it ran, no dialog came up, nothing was asked of anybody else.
    expect(desk?.faults).toEqual([]);
  });

  const address = (/** @type {string} */ tab) =>
    `/finding?${new URLSearchParams({ finding: hostile.Id, of: hostile.ProductArn, tab })}`;

  it.each([
    ['the overview', () => '/'],
    [
      'the list',
      () => '/findings?columns=Title,Id,GeneratorId,ResourceId,Type,ProductFields,NoteText,SourceUrl',
    ],
    ['the list beside it', () => address('summary').replace('/finding?', '/findings?')],
    ['groups by resource', () => '/findings?group=ResourceId'],
    ['groups by type', () => '/findings?group=Type'],
    ['its page', () => address('summary')],
    ['its resources', () => address('resources')],
    ['its history', () => address('history')],
    ['the comparison', () => address('comparison')],
    ['what is related', () => address('related')],
    ['its JSON', () => address('json')],
    ['event rules', () => '/events'],
    ['sinks', () => '/events?tab=sinks'],
    ['deliveries', () => '/events?tab=deliveries'],
    ['its delivery', () => `/events?tab=deliveries&delivery=${delivery}`],
    ['the editor of event rules', () => '/events/rule'],
  ])('is inert in %s', async (_where, path) => {
    await page.goto(desk.url(path()));
    const main = page.getByRole('main');
    await main
      .getByText(/alert\(|U\+202E|\\u202e/)
      .first()
      .waitFor();
    const found = await page.evaluate((rlo) => {
      const seen = String(document.body.textContent);
      return {
        turned: seen.includes(rlo),
        foreign: [...document.querySelectorAll('main img, main script, main iframe, main object')].length,
        handlers: [...document.querySelectorAll('*')].filter((one) =>
          one.getAttributeNames().some((name) => name.startsWith('on')),
        ).length,
        links: [...document.querySelectorAll('a[href]')]
          .map((link) => Object(link))
          .filter(({ protocol, origin }) => !/^https?:$/.test(protocol) || origin.includes('evil'))
          .map(({ href }) => href),
        bare: [...document.querySelectorAll('a[target=_blank]')].filter(
          (link) =>
            !/noopener/.test(link.getAttribute('rel') ?? '') ||
            !/noreferrer/.test(link.getAttribute('rel') ?? ''),
        ).length,
      };
    }, RLO);
    expect(found).toEqual({ turned: false, foreign: 0, handlers: 0, links: [], bare: 0 });
  });

  it('is shown whole, but not all at once', async () => {
    await page.goto(desk.url(address('summary')));
    const threats = page.getByRole('button', { name: /^Threats/ });
    await threats.waitFor();
    const more = page.getByRole('button', { name: 'Show 3,950 more' });
    await more.waitFor();
    const rows = () => page.getByText(/^key-\d+$/).count();
    expect(await rows()).toBe(50);
    await more.click();
    await expect.poll(rows).toBe(550);

    await page.goto(desk.url(address('json')));
    const json = await page.getByRole('region', { name: 'The finding as JSON' }).textContent();
    expect(JSON.parse(json ?? '')).toMatchObject({ Title: TITLE, Unknown: LONG });
    expect(json).not.toContain(RLO);
  });

  it('is a text with its name in the tab and in the panel', async () => {
    await page.goto(desk.url(address('summary')));
    await expect.poll(() => page.title()).toContain('⟨U+202E⟩gpj.exe');
  });

  it('is offered and found as a value', async () => {
    await page.goto(desk.url('/findings'));
    const box = page.getByRole('combobox', { name: 'Filter findings' });
    await box.fill('Resource ID = resource');
    await page.getByRole('option', { name: /⟨U\+202E⟩/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Findings (1)' }).waitFor();
    const [condition] = new URL(page.url()).searchParams.getAll('ResourceId');
    expect(condition).toBe(`eq:${hostile.Resources[0]?.Id}`);
  });

  it('is no formula in an export', async () => {
    await page.goto(desk.url('/findings?columns=Title,NoteUpdatedBy&filter=none'));
    await page.getByRole('link', { name: /HYPERLINK/ }).waitFor();
    await page.getByRole('button', { name: 'Export' }).click();
    const started = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: /^CSV/ }).click();
    const csv = await readFile(await (await started).path(), 'utf8');
    expect(csv).toContain(`"'=HYPERLINK(`);
    expect(csv).toContain(`'+${RLO}me`);
  });

  it('cannot be a title that is too long: the hub refuses it', async () => {
    const { json } = await desk.client.importFindings([{ ...hostile, Id: 'long', Title: LONG }]);
    expect(json).toMatchObject({ FailedCount: 1, FailedFindings: [{ ErrorCode: 'InvalidInput' }] });
  });
});
