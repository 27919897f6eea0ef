import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { IDLE_MS, SESSION_MS } from '../access/sessions.js';
import { Browser } from '../testing/browser.js';
import { defaultProduct, finding } from '../testing/findings.js';
import { REGION, ROOT, ROOT_KEY, type RunningHub, startTestHub } from '../testing/hub.js';
import { expectRefusal } from '../testing/refusal.js';
import { MASTER_KEY, MINUTE, OVER, ticketOf, userWith } from './testing.js';

const ALICE = '111122223333';
const PATH = '/_docket/session';

let hub: RunningHub;
let browser: Browser;
beforeAll(async () => {
  hub = await startTestHub({ masterKey: MASTER_KEY });
});
beforeEach(() => {
  browser = new Browser(hub.client());
});
afterAll(() => hub.close());

describe('a session', () => {
  test('is told by its cookie alone', async () => {
    const before = await browser.signIn(ROOT_KEY);
    const answer = await browser.session();
    expect(answer.status).toBe(200);
    const { Expires, ...facts } = Object(answer.json);
    expect(before.json).toMatchObject(facts);
    expectRefusal(await hub.client().call('GET', PATH), 401, 'UnauthorizedException', OVER);
    // Signed calls have no session.
    expectRefusal(await hub.root.call('GET', PATH), 401, 'UnauthorizedException', OVER);
  });

  test('is in a Region where the account has a hub', async () => {
    await hub.admin('POST', '/accounts', { AccountId: ALICE, Name: 'Alice' });
    const { AccessKey } = Object(await hub.admin('POST', `/accounts/${ALICE}/keys`, {}));
    const key = { accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey };
    expect((await browser.signIn(key)).json).toMatchObject({ Region: REGION, Regions: [] });
    await hub.admin('POST', `/accounts/${ALICE}/hubs`, { Region: 'us-east-1' });
    await hub.admin('POST', `/accounts/${ALICE}/hubs`, { Region: 'ap-south-1' });
    expect((await browser.session()).json).toMatchObject({
      Region: 'ap-south-1',
      Regions: ['ap-south-1', 'us-east-1'],
    });
  });

  test('calls every operation as its principal', async () => {
    await browser.signIn(ROOT_KEY);
    const sent = finding('by-session', { ProductArn: defaultProduct() });
    expect((await browser.call('POST', '/findings/import', { Findings: [sent] })).json).toMatchObject({
      SuccessCount: 1,
    });
    const byId = { Filters: { Id: [{ Value: 'by-session', Comparison: 'EQUALS' }] } };
    const page = await browser.call('POST', '/findings', byId);
    expect(page.text).toBe((await hub.root.getFindings(byId)).text);
    expect(page.headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    expect((await browser.call('GET', '/_docket/products/health')).status).toBe(200);
    expect((await browser.call('GET', '/_docket/admin/accounts')).status).toBe(200);
    const history = {
      FindingIdentifier: { Id: 'by-session', ProductArn: defaultProduct() },
    };
    expect((await browser.call('POST', '/findingHistory/get', history)).status).toBe(200);
  });

  test('has the policies of its principal, in the same words', async () => {
    const allowed = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'securityhub:GetFindings', Resource: '*' }],
    };
    const { client, credentials } = await userWith(hub, 'reader', [allowed]);
    await browser.signIn(credentials);
    for (const [method, path, body] of [
      ['POST', '/findings', {}],
      ['POST', '/findings/import', { Findings: [finding('x')] }],
      ['POST', '/insights/get', {}],
      ['GET', '/_docket/admin/accounts', undefined],
      ['GET', '/_docket/products/health', undefined],
    ] as const) {
      const signed = await client.call(method, path, body);
      const answer = await browser.call(method, path, body);
      expect(answer.status).toBe(signed.status);
      expect(answer.headers['x-amzn-errortype']).toBe(signed.headers['x-amzn-errortype']);
      expect(Object(answer.json).Message).toBe(Object(signed.json).Message);
    }
  });

  test('is in the Region that the call names', async () => {
    await browser.signIn(ROOT_KEY);
    const inRegion = (region: string) =>
      browser.call('GET', '/accounts', undefined, { headers: { 'x-docket-region': region } });
    expect((await inRegion(REGION)).status).toBe(200);
    expectRefusal(
      await inRegion('us-east-1'),
      401,
      'InvalidAccessException',
      expect.stringContaining('not subscribed'),
    );
    expectRefusal(
      await inRegion('no region!'),
      400,
      'InvalidInputException',
      'X-Docket-Region must be a Region such as us-east-1',
    );
  });

  test('is throttled like signed calls, together with them', async () => {
    const throttled = await startTestHub({ quotas: 'service' });
    try {
      const one = new Browser(throttled.client());
      await one.signIn(ROOT_KEY);
      const answers = await Promise.all([
        ...Array.from({ length: 4 }, () => one.call('POST', '/findings', {})),
        ...Array.from({ length: 4 }, () => throttled.root.getFindings()),
      ]);
      const refused = answers.filter(({ status }) => status === 429);
      expect(refused.length).toBeGreaterThanOrEqual(1);
      expectRefusal(
        refused[0] ?? (await one.session()),
        429,
        'TooManyRequestsException',
        'Too Many Requests',
      );
    } finally {
      await throttled.close();
    }
  });

  test('counts from its last use, and no further than twelve hours', async () => {
    browser.ticket = await ticketOf(30 * MINUTE);
    const old = browser.ticket;
    const renewed = await browser.session();
    expect(renewed.status).toBe(200);
    expect(browser.ticket).not.toBe(old);
    browser.csrfToken = Object(renewed.json).CsrfToken;
    const again = await browser.call('GET', '/accounts');
    // Said a moment ago.
    expect(again).toMatchObject({ status: 200 });
    expect(again.headers).not.toHaveProperty('set-cookie');

    browser.ticket = await ticketOf(IDLE_MS + MINUTE);
    expectRefusal(await browser.session(), 401, 'UnauthorizedException', OVER);
    browser.ticket = await ticketOf(SESSION_MS);
    expectRefusal(await browser.session(), 401, 'UnauthorizedException', OVER);
  });

  test('is over when somebody signs out, with all its tickets', async () => {
    await browser.signIn(ROOT_KEY);
    const other = new Browser(hub.client());
    await other.signIn(ROOT_KEY);
    const stolen = new Browser(hub.client());
    Object.assign(stolen, { ticket: browser.ticket, csrfToken: browser.csrfToken });
    const answer = await browser.signOut();
    expect(answer).toMatchObject({ status: 200, text: '{}' });
    expect(answer.headers['set-cookie']).toEqual([
      'docket_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict',
    ]);
    expectRefusal(await stolen.call('GET', '/accounts'), 401, 'UnauthorizedException', OVER);
    expectRefusal(await stolen.session(), 401, 'UnauthorizedException', OVER);
    // The cookie is gone, and the page is still open.
    expectRefusal(await browser.call('GET', '/accounts'), 401, 'UnauthorizedException', OVER);
    expect((await other.call('GET', '/accounts')).status).toBe(200);
  });

  test('is over when its key is inactive, gone, or its user is', async () => {
    const path = (id: string) => `/accounts/${ROOT}/keys/${id}`;
    for (const end of [
      (id: string) => hub.admin('PUT', path(id), { Status: 'Inactive' }),
      (id: string) => hub.admin('DELETE', path(id)),
      () => hub.admin('DELETE', `/accounts/${ROOT}/users/fired`),
    ]) {
      const { credentials } = await userWith(hub, 'fired', []);
      await browser.signIn(credentials);
      expect((await browser.session()).status).toBe(200);
      await end(credentials.accessKeyId);
      expectRefusal(await browser.session(), 401, 'UnauthorizedException', OVER);
      expectRefusal(await browser.call('POST', '/findings', {}), 401, 'UnauthorizedException', OVER);
      await hub.admin('DELETE', `/accounts/${ROOT}/users/fired`).catch(() => undefined);
    }
  });

  test('lives through a restart, unless the key has another secret then, or the installation another master key', async () => {
    const first = await startTestHub();
    const { folder } = first;
    const seen = new Browser(first.client());
    await seen.signIn(ROOT_KEY);
    await first.hub.close();
    const again = await startTestHub({ dataFolder: folder });
    const later = new Browser(again.client());
    Object.assign(later, { ticket: seen.ticket, csrfToken: seen.csrfToken });
    expect((await later.call('GET', '/accounts')).status).toBe(200);
    await later.signOut();
    await again.close();
    const root = { accountId: ROOT, ...ROOT_KEY };
    const third = await startTestHub({ dataFolder: folder });
    const last = new Browser(third.client());
    Object.assign(last, { ticket: seen.ticket, csrfToken: seen.csrfToken });
    // Signed out of before the restart.
    expectRefusal(await last.session(), 401, 'UnauthorizedException', OVER);
    await last.signIn(ROOT_KEY);
    await third.close();
    const changed = { ...root, secretAccessKey: 'another-secret-for-tests' };
    const fourth = await startTestHub({ dataFolder: folder, root: changed });
    try {
      const stale = new Browser(fourth.client());
      stale.ticket = last.ticket;
      expectRefusal(await stale.session(), 401, 'UnauthorizedException', OVER);
      stale.ticket = await ticketOf(0, changed);
      expectRefusal(await stale.session(), 401, 'UnauthorizedException', OVER);
    } finally {
      await fourth.close();
      await first.close();
    }
  });
});
