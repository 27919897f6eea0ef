import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { BatchImportFindingsCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumMissing, titled } from './support/chromium.js';
import { Console } from './support/console.js';
import { findingsOf, listedCount } from './support/findings.js';

const run = promisify(execFile);

describe.skipIf(chromiumMissing !== undefined)(titled('the console on a fresh hub'), () => {
  /** @type {Console} */
  let fresh;
  /** @type {import('playwright-core').Page} */
  let page;
  beforeAll(async () => {
    fresh = await Console.start();
    page = await fresh.page();
  });
  afterAll(async () => {
    await fresh?.close();
    expect(fresh?.faults).toEqual([]);
  });

  it('refuses a wrong key in words, and keeps the secret nowhere', async () => {
    await page.goto(fresh.url('/findings?sort=Title'));
    await page.getByLabel('Access key ID').fill(fresh.hub.credentials.accessKeyId);
    await page.getByLabel('Secret access key').fill('wrong');
    await page.keyboard.press('Enter');
    await page.getByText('The access key is wrong, or it is switched off.').waitFor();
    expect(await page.getByLabel('Secret access key').inputValue()).toBe('');
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain(
      'wrong',
    );
  });

  it('lets somebody in, to where they wanted to go', async () => {
    await fresh.signIn(page, '/findings?sort=Title');
    expect(page.url()).toBe(fresh.url('/findings?sort=Title'));
    await page.getByRole('heading', { level: 1, name: 'Findings' }).waitFor();
  });

  it('says how to send a first finding, by a command that works as it stands', async () => {
    await page.goto(fresh.url('/'));
    await page.getByRole('heading', { name: 'No findings yet' }).waitFor();
    const command = await page.getByRole('region', { name: 'Text to copy' }).first().textContent();
    const { accessKeyId, secretAccessKey } = fresh.hub.credentials;
    const filledIn = (command ?? '')
      .replace('your-access-key-id', accessKeyId)
      .replace('your-secret-access-key', secretAccessKey);
    const { stdout } = await run('sh', ['-c', filledIn]);
    expect(JSON.parse(stdout)).toEqual({ FailedCount: 0, SuccessCount: 1, FailedFindings: [] });
    await page.getByRole('button', { name: 'Load again' }).click();
    const all = page.getByRole('link', { name: 'Open findings: 1', exact: true });
    await all.waitFor();
  });

  it('shows what the SDK imports', async () => {
    await page.goto(fresh.url('/findings'));
    expect(await listedCount(page)).toBe(1);
    const { url, region, credentials } = fresh.hub;
    const sdk = new SecurityHubClient({ endpoint: url, region, credentials: { ...credentials } });
    const Findings = findingsOf(fresh.hub, 12);
    const { SuccessCount } = await sdk.send(
      // Made as data: the SDK's own types are of no use to it.
      new BatchImportFindingsCommand(JSON.parse(JSON.stringify({ Findings }))),
    );
    sdk.destroy();
    expect(SuccessCount).toBe(12);
    await page.getByRole('button', { name: 'Load again' }).click();
    await page.getByRole('heading', { level: 1, name: 'Findings (13)' }).waitFor();
    for (const { Title } of Findings.slice(0, 3)) {
      await page
        .getByRole('link', { name: String(Title) })
        .first()
        .waitFor();
    }
  });

  it('signs out at once, also in another tab', async () => {
    const other = await page.context().newPage();
    await other.goto(fresh.url('/findings'));
    await listedCount(other);
    await page.getByRole('button', { name: 'You and how it looks' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByText('You have signed out.').waitFor();
    await other.getByRole('button', { name: 'Load again' }).click();
    await other.getByText('Your session is over.').waitFor();
    await other.close();
  });
});
