import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startReceiver } from '../../packages/hub/dist/testing/receiver.js';
import { chromiumMissing, titled } from './support/chromium.js';
import { Console } from './support/console.js';
import { findingsOf } from './support/findings.js';

const SEVERE = 'Critical and high findings that are new';

describe.skipIf(chromiumMissing !== undefined)(titled('events in the console'), () => {
  /** @type {Console} */
  let desk;
  /** @type {import('playwright-core').Page} */
  let page;
  /** @type {import('../../packages/hub/dist/testing/receiver.js').Receiver} */
  let receiver;
  /** @type {ReturnType<typeof findingsOf>} */
  let findings;
  /** @type {ReturnType<typeof findingsOf>} */
  let severe;
  beforeAll(async () => {
    receiver = await startReceiver();
    desk = await Console.start();
    findings = findingsOf(desk.hub, 60);
    severe = findings.filter(({ Severity }) => ['CRITICAL', 'HIGH'].includes(Severity.Label));
    await desk.import(findings.slice(0, 20));
    page = await desk.page();
    await desk.signIn(page, '/events');
  });
  afterAll(async () => {
    await desk?.close();
    await receiver?.close();
    expect(desk?.faults).toEqual([]);
  });

  const tab = (/** @type {string} */ name) => page.getByRole('tab', { name, exact: true }).click();
  const row = (/** @type {string} */ table, /** @type {string | RegExp} */ name) =>
    page.getByRole('grid', { name: table }).getByRole('row', { name });

  it('are sent nowhere at first', async () => {
    await page.getByText('There are no event rules: nothing is sent anywhere.').waitFor();
    await tab('Sinks');
    await page.getByText('There are no sinks.').waitFor();
  });

  it('go to a sink, whose secret is shown once, and which is tried before it is needed', async () => {
    await page.getByRole('button', { name: 'Create sink' }).click();
    const dialog = page.getByRole('dialog', { name: 'Create sink' });
    await dialog.getByLabel('Name').fill('On call');
    await dialog.getByLabel('URL').fill(receiver.url);
    await dialog.getByLabel('Headers').fill('Authorization: Bearer not to be shown');
    await dialog.getByRole('button', { name: 'Save' }).click();
    const secret = page.getByRole('dialog', { name: 'The secret of On call' });
    expect(await secret.getByRole('region', { name: 'Secret' }).textContent()).toMatch(/^whsec_.{20}/);
    await secret.getByRole('button', { name: 'Close', exact: true }).last().click();

    await page.getByRole('button', { name: 'What can be done with On call' }).click();
    await page.getByRole('menuitem', { name: 'Send a test event' }).click();
    await page.getByText(/^On call took the test event: HTTP 204/).waitFor();
    expect(receiver.received).toHaveLength(1);
    expect(receiver.received[0]?.headers.authorization).toBe('Bearer not to be shown');

    receiver.answer((response) => response.writeHead(500).end('out of order'));
    await page.getByRole('button', { name: 'What can be done with On call' }).click();
    await page.getByRole('menuitem', { name: 'Send a test event' }).click();
    await page.getByText(/^On call did not take the test event: .*500/).waitFor();
    receiver.answer((response) => response.writeHead(204).end());
    await page.reload();
    await page.getByText('On call', { exact: true }).waitFor();
    const whole = await page.content();
    expect(whole).not.toMatch(/whsec_|not to be shown/);
  });

  it('are chosen by a rule, which is begun with a pattern and tried on a finding', async () => {
    await tab('Rules');
    await page.getByRole('button', { name: 'Create event rule' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Severe');
    await page.getByRole('button', { name: /^Sinks/ }).click();
    await page.getByRole('option', { name: /On call/ }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Begin with/ }).click();
    await page.getByRole('option', { name: SEVERE }).click();
    const pattern = page.getByLabel('Pattern', { exact: true });
    expect(JSON.parse(await pattern.inputValue())).toMatchObject({
      detail: { findings: { Severity: { Label: ['CRITICAL', 'HIGH'] } } },
    });

    const trying = page.getByRole('button', { name: 'Try it' });
    const chosen = page.getByRole('button', { name: /^Finding / });
    for (const [finding, said] of [
      [severe[0], 'The pattern takes this event.'],
      [findings.find(({ Severity }) => Severity.Label === 'LOW'), 'The pattern does not take this event.'],
    ]) {
      await chosen.click();
      await page.getByRole('option', { name: String(Object(finding).Id) }).click();
      await trying.click();
      await page.getByText(String(said)).waitFor();
    }

    // What the hub says of a pattern that is none is shown, and nothing is saved.
    await pattern.fill('{ "detail": { "findings": "HIGH" } }');
    await page.getByText('The pattern is another now than when it was tried.').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page
      .getByText(/detail\.findings/)
      .last()
      .waitFor();
    await pattern.fill('no JSON');
    await page.getByText('This is no JSON object.').waitFor();
    expect(await page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);

    await page.getByRole('button', { name: /^Begin with/ }).click();
    await page.getByRole('option', { name: SEVERE }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The event rule is saved.').waitFor();
    await row('Event rules', /Severe/)
      .getByText('On call')
      .waitFor();
  });

  it('are seen as they happen, and held while somebody looks', async () => {
    await tab('Live');
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.getByText('Waiting for events').waitFor();
    // A tail sees what is written from about a second on: what is sent until something is seen.
    let sent = 0;
    const count = page.getByText(/^[\d,]+ events? since the start$/);
    await expect
      .poll(
        async () => {
          const some = findings.slice(20 + sent, 21 + sent);
          sent += some.length;
          await desk.import(some);
          return count.textContent();
        },
        { interval: 1_000, timeout: 20_000 },
      )
      .not.toMatch(/^0 /);
    const table = page.getByRole('grid', { name: 'Live events' });
    await table
      .getByRole('button', { name: /^Show the event of/ })
      .first()
      .click();
    await page.getByRole('dialog').getByText('"detail-type": "Security Hub Findings - Imported"').waitFor();
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Pause' }).click();
    await desk.import(findings.slice(20 + sent));
    await page.getByText(/^Paused; [1-9]\d* more since$/).waitFor();
    await page.getByRole('button', { name: 'Go on' }).click();
    await expect
      .poll(() => table.getByRole('button', { name: /^Show the event of/ }).count())
      .toBeGreaterThan(60 - 20 - sent - 1);
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText('Stopped', { exact: true }).waitFor();
  });

  it('arrive, and what became of them is told', async () => {
    const expected = findings.slice(20).filter((finding) => severe.includes(finding)).length;
    // With the two of the test.
    await receiver.count(2 + expected);
    await tab('Sinks');
    await page.getByRole('link', { name: `${expected} delivered of On call` }).waitFor();
    await page.getByRole('link', { name: `${expected} delivered of On call` }).click();
    await expect.poll(() => page.getByRole('row', { name: /Delivered/ }).count()).toBe(expected);
    const first = page.getByRole('grid', { name: 'Deliveries' }).getByRole('link').first();
    await first.click();
    await page.getByText('It was delivered: the event itself is not kept.').waitFor();
  });

  it('that nobody takes are dead, and are sent again or deleted', async () => {
    receiver.answer((response) => response.writeHead(400).end('no, thank you'));
    const before = receiver.received.length;
    const again = severe.slice(0, 5).map((finding) => ({
      ...finding,
      Title: `${finding.Title}, once more`,
      UpdatedAt: new Date(Date.now() + 60_000).toISOString(),
    }));
    await desk.import(again);
    await receiver.count(before + 5);
    await page.goto(desk.url('/events?tab=sinks'));
    await page.getByRole('link', { name: '5 dead of On call' }).click();
    await expect.poll(() => page.getByRole('row', { name: /no, thank you/ }).count()).toBe(5);
    await page.getByRole('grid', { name: 'Deliveries' }).getByRole('link').first().click();
    await page.getByRole('region', { name: 'The event' }).getByText(', once more').first().waitFor();

    receiver.answer((response) => response.writeHead(204).end());
    await page
      .getByRole('checkbox', { name: /^Select / })
      .nth(1)
      .press('Space');
    await page.getByRole('button', { name: 'Send again', exact: true }).first().click();
    await page.getByText('1 is sent again.').waitFor();
    await receiver.count(before + 6);
    const dead = page.getByRole('button', { name: 'Dead', exact: true });
    await expect
      .poll(async () => {
        await page.getByRole('button', { name: 'Load again' }).click();
        return page.getByRole('row', { name: /no, thank you/ }).count();
      })
      .toBe(4);
    await page
      .getByRole('checkbox', { name: /^Select / })
      .nth(1)
      .press('Space');
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByText('1 deleted.').waitFor();
    await dead.click();
    await page.getByRole('menuitem', { name: 'Send all dead ones again' }).click();
    await page.getByText('3 are sent again.').waitFor();
    await receiver.count(before + 9);
  });

  it('of a custom action are made of findings, of what is selected and of results, and it is said what comes of them', async () => {
    await desk.client.call('POST', '/actionTargets', {
      Name: 'Page',
      Description: 'Pages somebody.',
      Id: 'Page',
    });
    const send = async (/** @type {string} */ what) => {
      const dialog = page.getByRole('dialog', { name: `Send ${what} to a custom action` });
      await dialog.getByRole('button', { name: /^Custom action/ }).click();
      await page.getByRole('option', { name: /^Page/ }).click();
      await dialog.getByRole('button', { name: 'Send', exact: true }).click();
      return dialog;
    };
    const close = async (/** @type {import('playwright-core').Locator} */ dialog) => {
      await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
      await dialog.waitFor({ state: 'detached' });
    };
    const before = receiver.received.length;
    const { Id, ProductArn } = findings[0] ?? {};
    const one = new URLSearchParams({ finding: String(Id), of: String(ProductArn) });
    await page.goto(desk.url(`/finding?${one}`));
    await page.getByRole('button', { name: 'Send to a custom action' }).click();
    let dialog = await send('1 finding');
    await dialog
      .getByText('1 event was made. No event rule takes them, so nothing is sent anywhere.')
      .waitFor();
    await close(dialog);

    const { json } = await desk.client.call('GET', '/_docket/events/sinks');
    const SinkIds = [Object(json).Sinks[0].Id];
    const EventPattern = {
      'detail-type': ['Security Hub Findings - Custom Action', 'Security Hub Insight Results'],
    };
    await desk.client.call('POST', '/_docket/events/rules', { Name: 'By hand', EventPattern, SinkIds });

    await page.goto(desk.url('/findings?filter=none'));
    await page.getByRole('checkbox', { name: 'Select all on this page' }).check();
    await page.getByRole('button', { name: 'Select all 60 that match' }).click();
    await page.getByRole('button', { name: 'Send to a custom action' }).click();
    dialog = await send('60 findings');
    await dialog.getByText(/60 events were made\. Event rules send 60 deliveries/).waitFor();
    await close(dialog);
    const received = await receiver.count(before + 60);
    const ids = received.slice(before).map(({ event }) => String(event.detail.findings[0]?.Id));
    expect(new Set(ids)).toEqual(new Set(findings.map((finding) => finding.Id)));

    await page.goto(desk.url('/insights/results?arn=arn:aws:securityhub:::insight/securityhub/default/1'));
    await page.getByRole('checkbox', { name: 'Select all results' }).check();
    await page.getByRole('button', { name: 'Send to a custom action' }).click();
    dialog = page.getByRole('dialog', { name: /^Send \d+ results? to a custom action$/ });
    const what = /Send (.*) to/.exec((await dialog.getByRole('heading').first().textContent()) ?? '')?.[1];
    await send(String(what));
    await dialog.getByText(/1 event was made\. Event rules send 1 delivery/).waitFor();
    await close(dialog);
    const [result] = (await receiver.count(before + 61)).slice(-1);
    expect(result?.event['detail-type']).toBe('Security Hub Insight Results');
  });

  it('stop when their rule is switched off or deleted, and their sink goes after it', async () => {
    await page.goto(desk.url('/events'));
    await page
      .getByRole('checkbox', { name: 'Severe is enabled' })
      .or(page.getByRole('switch', { name: 'Severe is enabled' }))
      .first()
      .press('Space');
    await expect
      .poll(async () => {
        const { json } = await desk.client.call('GET', '/_docket/events/rules');
        return Object(json).Rules.map((/** @type {{Name: string, State: string}} */ { Name, State }) => [
          Name,
          State,
        ]);
      })
      .toContainEqual(['Severe', 'DISABLED']);
    await tab('Sinks');
    const deleteSink = async () => {
      await page.getByRole('button', { name: 'What can be done with On call' }).click();
      await page.getByRole('menuitem', { name: 'Delete' }).click();
      await page.getByRole('dialog', { name: 'Delete sink' }).getByRole('button', { name: 'Delete' }).click();
    };
    await deleteSink();
    await page.getByText(/change or delete the rule first/).waitFor();
    await page.keyboard.press('Escape');
    await tab('Rules');
    for (const name of ['Severe', 'By hand']) {
      await page.getByRole('button', { name: `Delete ${name}` }).click();
      await page
        .getByRole('dialog', { name: 'Delete event rule' })
        .getByRole('button', { name: 'Delete' })
        .click();
      await row('Event rules', new RegExp(name)).waitFor({ state: 'detached' });
    }
    await tab('Sinks');
    await deleteSink();
    await page.getByText('There are no sinks.').waitFor();
  });
});
