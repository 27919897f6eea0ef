import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumMissing, titled } from './support/chromium.js';
import { Console, goTo } from './support/console.js';
import { findingsOf, listedCount } from './support/findings.js';

/** Pages, and what of each asks the hub. */
const PAGES = [
  '/',
  '/findings',
  '/findings?group=ResourceType',
  '/finding?finding=x&of=y',
  '/insights',
  '/insights/results?arn=arn:aws:securityhub:::insight/securityhub/default/1',
  '/automation',
  '/automation/rule?arn=x',
  '/products',
  '/settings',
  '/settings?tab=accounts',
  '/settings?tab=users',
  '/settings?tab=actions',
  '/settings?tab=retention',
];

describe.skipIf(chromiumMissing !== undefined)(titled('the console of a hub that fails'), () => {
  /** @type {Console} */
  let desk;
  /** @type {import('playwright-core').Page} */
  let page;
  beforeAll(async () => {
    desk = await Console.start();
    await desk.import(findingsOf(desk.hub, 30));
    page = await desk.page();
    await desk.signIn(page, '/findings');
    await listedCount(page);
  });
  afterAll(async () => {
    await desk?.close();
    expect(desk?.faults).toEqual([]);
  });

  /**
   * Answers all calls but those of the session itself.
   *
   * @param {import('playwright-core').Page} where
   * @param {string} Message
   */
  const failing = (where, Message) =>
    where.route(
      (url) => !url.pathname.startsWith('/console') && url.pathname !== '/_docket/session',
      (route) =>
        route.fulfill({
          status: 500,
          contentType: 'application/json',
          headers: { 'x-amzn-requestid': 'request-of-the-test' },
          body: JSON.stringify({ Message, Code: 'InternalException' }),
        }),
    );

  it('shows what went wrong on every page, and never an empty list', async () => {
    for (const [place, path] of PAGES.entries()) {
      // Each has a failure of its own: none is taken for that of the page before.
      const message = `Disk ${place} is full.`;
      await failing(page, message);
      await goTo(page, path);
      await page.getByText(message).first().waitFor();
      const text = (await page.getByRole('main').textContent()) ?? '';
      expect(text).toContain('Code InternalException · request request-of-the-test');
      for (const calm of [
        'No findings',
        'No match',
        'None.',
        'There are no',
        '(0)',
        'Nothing has been sent',
      ]) {
        expect([path, text]).not.toEqual([path, expect.stringContaining(calm)]);
      }
      await page.unrouteAll();
    }
  }, 120_000);

  it('goes on where it was when the hub is back', async () => {
    await page.goto(desk.url('/findings'));
    await listedCount(page);
    await desk.hub.stop();
    await page.getByRole('button', { name: 'Load again' }).click();
    await page.getByText('The hub does not answer.').first().waitFor();
    expect(await page.getByText('No findings').count()).toBe(0);
  });

  it('says that a key may not do something', async () => {
    await desk.hub.start();
    const client = desk.clientWith(desk.hub.credentials);
    const admin = `/_docket/admin/accounts/${desk.hub.account}`;
    await client.call('POST', `${admin}/users`, { UserName: 'nobody', Policies: [] });
    const { json } = await client.call('POST', `${admin}/keys`, { UserName: 'nobody' });
    const { AccessKeyId, SecretAccessKey } = Object(json.AccessKey);
    const other = await desk.page();
    const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey };
    await desk.signIn(other, '/findings', credentials);
    await other.getByText('is not authorized to perform: securityhub:GetFindings').first().waitFor();
    await other.context().close();
  });

  it('takes nobody along who has lost the key', async () => {
    const other = await desk.page();
    await desk.signIn(other, '/insights');
    await other.getByRole('heading', { name: /^Insights \(\d+\)/ }).waitFor();
    await other.context().clearCookies();
    await other.getByRole('link', { name: 'Findings', exact: true }).click();
    await other.getByText('Your session is over.').waitFor();
    // Where one was is where one comes back to.
    expect(other.url()).toBe(desk.url('/findings'));
    await other.context().close();
  });
});
