import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startReceiver } from '../../packages/hub/dist/testing/receiver.js';
import { chromiumMissing, titled } from './support/chromium.js';
import { Console } from './support/console.js';
import { findingsOf } from './support/findings.js';
import { keyboardOf } from './support/keyboard.js';

const ACCOUNT = '444455556666';

describe.skipIf(chromiumMissing !== undefined)(titled('settings and events by keyboard alone'), () => {
  /** @type {Console} */
  let desk;
  /** @type {import('playwright-core').Page} */
  let page;
  /** @type {import('./support/keyboard.js').Keyboard} */
  let keyboard;
  /** @type {Awaited<ReturnType<typeof startReceiver>>} */
  let receiver;
  beforeAll(async () => {
    receiver = await startReceiver();
    desk = await Console.start();
    await desk.import(findingsOf(desk.hub, 5));
    page = await desk.page();
    keyboard = keyboardOf(page);
    await desk.signIn(page, '/settings');
  });
  afterAll(async () => {
    await desk?.close();
    await receiver?.close();
    expect(desk?.faults).toEqual([]);
  });

  const asked = async (/** @type {string} */ path) => Object((await desk.client.call('GET', path)).json);
  /** Opens a dialog with the button that has the focus, and waits until its first field has it. */
  const open = async (/** @type {string} */ name, /** @type {RegExp} */ field) => {
    await keyboard.press('Enter');
    await page.getByRole('dialog', { name }).waitFor();
    await expect.poll(keyboard.focused).toMatch(field);
  };
  const closed = () => page.getByRole('dialog').waitFor({ state: 'detached' });
  const show = async (/** @type {RegExp} */ from, /** @type {string} */ tab) => {
    await keyboard.tabTo(from);
    for (let step = 0; step < 5 && (await keyboard.focused()) !== tab; step += 1) {
      await keyboard.press('ArrowRight');
    }
    await keyboard.press('Enter');
    await page.getByRole('tab', { name: tab, selected: true }).waitFor();
  };

  it('makes an account and enables its hub', async () => {
    await page.getByText('Hub ARN').waitFor();
    await show(/^Hub$/, 'Accounts');
    await keyboard.tabTo(/^Create account$/);
    await open('Create account', /^Name/);
    await keyboard.type('Second');
    await keyboard.press('Tab');
    await keyboard.type(ACCOUNT);
    await keyboard.press('Enter');
    await closed();
    await expect.poll(keyboard.focused).toMatch(/^Create account/);
    await page.getByRole('link', { name: ACCOUNT }).waitFor();

    await keyboard.intoTable('Accounts');
    await keyboard.inRow(/Second/, /^Enable hub/);
    await open('Enable hub', /^Region/);
    await keyboard.press('Enter');
    await page.getByText(`The hub of ${ACCOUNT} is enabled in ${desk.hub.region}.`).waitFor();
    await closed();
    const { Accounts } = await asked('/_docket/admin/accounts');
    expect(JSON.stringify(Accounts)).toContain('Second');
  });

  it('makes a user with policies, and changes them', async () => {
    await page.goto(desk.url('/settings?tab=users'));
    await page.getByRole('heading', { name: 'Users', exact: false }).first().waitFor();
    await keyboard.tabTo(/^Create user$/);
    await open('Create user', /^User name/);
    await keyboard.type('mira');
    await keyboard.tabTo(/^Save$/);
    await keyboard.press('Enter');
    await closed();
    await keyboard.intoTable('Users');
    await keyboard.inRow(/mira/, /^Edit policies/);
    await keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Policies of mira' }).waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
    await keyboard.press('Control+A');
    await keyboard.type('["AWSSecurityHubFullAccess"]');
    await keyboard.tabTo(/^Save$/);
    await keyboard.press('Enter');
    await closed();
    const users = async () =>
      JSON.stringify(await asked(`/_docket/admin/accounts/${desk.hub.account}/users`));
    await expect.poll(users).toMatch(/"mira".*"securityhub:\*"/);
  });

  it('makes a key for the user, switches it off, and deletes it', async () => {
    await keyboard.tabTo(/^Create access key$/);
    await keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Create access key' }).waitFor();
    await keyboard.tabTo(/^Root of the account/);
    await keyboard.press('Enter');
    await page.getByRole('option', { name: 'mira' }).waitFor();
    await keyboard.press('ArrowDown', 'Enter');
    await keyboard.tabTo(/^Create access key$/);
    await keyboard.press('Enter');
    const made = page.getByRole('dialog', { name: 'The new access key' });
    const id = (await made.getByRole('region', { name: 'Access key ID' }).textContent()) ?? '';
    await keyboard.press('Escape');
    await closed();
    const keys = async () => {
      const { AccessKeys = [] } = await asked(`/_docket/admin/accounts/${desk.hub.account}/keys`);
      return JSON.stringify(
        AccessKeys.filter((/** @type {object} */ key) => JSON.stringify(key).includes(id.trim())),
      );
    };
    expect(await keys()).toMatch(/mira/);
    const row = new RegExp(id.trim());
    await keyboard.intoTable('Access keys');
    await keyboard.inRow(row, /^Deactivate/);
    await keyboard.press('Enter');
    await page.getByRole('row', { name: row }).getByText('Inactive').waitFor();
    await keyboard.intoTable('Access keys');
    await keyboard.inRow(row, /^Delete/);
    await keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Delete access key' }).waitFor();
    await keyboard.tabTo(/^Delete$/);
    await keyboard.press('Enter');
    await closed();
    expect(await keys()).toBe('[]');
  });

  it('deletes the user', async () => {
    await keyboard.intoTable('Users');
    await keyboard.inRow(/mira/, /^Delete/);
    await keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Delete user' }).waitFor();
    await keyboard.tabTo(/^Delete$/);
    await keyboard.press('Enter');
    await closed();
    await page.getByText('There are no users').waitFor();
  });

  it('makes, changes and deletes a custom action', async () => {
    await page.goto(desk.url('/settings?tab=actions'));
    await page.getByText('There are no custom actions.').waitFor();
    await keyboard.tabTo(/^Create custom action$/);
    await open('Create custom action', /^ID/);
    await keyboard.type('Page');
    await keyboard.press('Tab');
    await keyboard.type('Page somebody');
    await keyboard.press('Tab');
    await keyboard.type('Wakes whoever is on call.');
    await keyboard.press('Enter');
    await closed();
    await keyboard.intoTable('Custom actions');
    await keyboard.inRow(/Page somebody/, /^Edit/);
    await open('Edit custom action', /^Name/);
    await keyboard.press('Control+A');
    await keyboard.type('Wake somebody');
    await keyboard.press('Enter');
    await closed();
    await page.getByText('Wake somebody').waitFor();
    await keyboard.intoTable('Custom actions');
    await keyboard.inRow(/Wake somebody/, /^Delete/);
    await keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Delete custom action' }).waitFor();
    await keyboard.tabTo(/^Delete$/);
    await keyboard.press('Enter');
    await page.getByText('There are no custom actions.').waitFor();
  });

  it('reads how long findings are kept, and copies how that is set', async () => {
    await show(/^Custom actions$/, 'Retention');
    await page.getByText('for ever').first().waitFor();
    await keyboard.tabTo(/^DOCKET_RETENTION_DAYS/);
    await keyboard.tabTo(/^Copy/);
  });

  it('makes a sink and a rule for events, and sees one arrive', async () => {
    await page.goto(desk.url('/events?tab=sinks'));
    await page.getByText('There are no sinks.').waitFor();
    await keyboard.tabTo(/^Create sink$/);
    await open('Create sink', /^Name/);
    await keyboard.type('On call');
    await keyboard.press('Tab');
    await keyboard.type(receiver.url);
    await keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'The secret of On call' }).waitFor();
    await keyboard.press('Escape');
    await closed();
    await keyboard.intoTable('Sinks');
    await keyboard.inRow(/On call/, /^What can be done with On call/);
    await keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Send a test event' }).waitFor();
    await keyboard.press('Enter');
    await page.getByText(/^On call took the test event/).waitFor();

    await page.goto(desk.url('/events'));
    await page.getByText('There are no event rules').waitFor();
    await keyboard.tabTo(/^Create event rule$/);
    await keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Create event rule' }).waitFor();
    await page.getByLabel('Pattern', { exact: true }).waitFor();
    await keyboard.tabTo(/^Name/);
    await keyboard.type('Everything');
    await keyboard.tabTo(/^Sinks|Choose where/);
    await keyboard.press('Enter');
    await page.getByRole('option', { name: /On call/ }).waitFor();
    await keyboard.press('ArrowDown', 'Enter', 'Escape');
    await keyboard.tabTo(/^Try it$/);
    await keyboard.press('Enter');
    await page.getByText('The pattern takes this event.').waitFor();
    await keyboard.tabTo(/^Save$/);
    await keyboard.press('Enter');
    await page.getByText('The event rule is saved.').waitFor();

    await desk.import(findingsOf(desk.hub, 6).slice(5));
    // With the one of the test.
    await receiver.count(2);
    await show(/^Rules$/, 'Deliveries');
    await page
      .getByRole('row', { name: /Delivered/ })
      .first()
      .waitFor();
    await keyboard.intoTable('Deliveries');
    await keyboard.press('ArrowDown', 'ArrowRight', 'Enter');
    await page.getByText('It was delivered: the event itself is not kept.').waitFor();
  });

  it('watches events live', async () => {
    await page.goto(desk.url('/events?tab=live'));
    await keyboard.tabTo(/^Start$/);
    await keyboard.press('Enter');
    await page.getByText('Waiting for events').waitFor();
    await keyboard.tabTo(/^Stop$/);
    await keyboard.press('Enter');
    await page.getByText('Stopped', { exact: true }).waitFor();
  });
});
