import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Browser } from '../testing/browser.js';
import { finding } from '../testing/findings.js';
import { ROOT_KEY, type RunningHub, startTestHub } from '../testing/hub.js';
import { expectRefusal } from '../testing/refusal.js';
import { MASTER_KEY, OVER, userWith } from './testing.js';

const NO_TOKEN =
  'A call in a session must carry its token in the header X-Docket-Csrf: GET /_docket/session tells it.';

let hub: RunningHub;
let browser: Browser;
beforeAll(async () => {
  hub = await startTestHub({ masterKey: MASTER_KEY });
});
beforeEach(() => {
  browser = new Browser(hub.client());
});
afterAll(() => hub.close());

describe('a call in a session', () => {
  beforeEach(async () => {
    await browser.signIn(ROOT_KEY);
  });

  test.each([
    ['POST', '/findings'],
    ['POST', '/findings/import'],
    ['GET', '/accounts'],
    ['GET', '/_docket/products/health'],
    ['GET', '/_docket/admin/accounts'],
    ['DELETE', '/_docket/session'],
    ['POST', '/'],
  ])('needs its token: %s %s', async (method, path) => {
    const other = new Browser(hub.client());
    await other.signIn(ROOT_KEY);
    const wrongs = [{}, { 'x-docket-csrf': '' }, { 'x-docket-csrf': other.csrfToken }];
    for (const headers of wrongs) {
      const answer = await browser.plain(method, path, method === 'GET' ? undefined : {}, headers);
      expect(answer.status).toBe(403);
      if (path !== '/') expectRefusal(answer, 403, 'InvalidCsrfTokenException', NO_TOKEN);
      expect(answer.headers).not.toHaveProperty('set-cookie');
    }
    expect((await browser.session()).status).toBe(200);
  });

  test.each([
    ['another host', { origin: 'https://evil.example' }],
    ['no host at all', { origin: 'null' }],
    ['a host that begins alike', { origin: 'http://127.0.0.1.evil.example' }],
    ['another port', { origin: 'http://127.0.0.1:1' }],
    ['a file', { origin: 'file://' }],
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['another host of the site', { 'sec-fetch-site': 'same-site' }],
  ])('is refused for a page of %s, even with the token', async (_what, headers) => {
    const answer = await browser.call('POST', '/findings', {}, { headers });
    expectRefusal(answer, 403, 'AccessDeniedException', expect.stringContaining("the hub's own pages"));
    expect((await browser.session(headers)).status).toBe(403);
  });

  test('is the session of the cookie that is good, among others of that name', async () => {
    const headers = { cookie: `docket_session=old; x=1;docket_session=${browser.ticket};docket_session` };
    expect((await browser.call('GET', '/accounts', undefined, { headers })).status).toBe(200);
  });

  test.each(['nonsense', '%00', '"', 'AAAA'.repeat(40)])(
    'with the ticket %j is in no session',
    async (ticket) => {
      browser.ticket = ticket;
      expectRefusal(await browser.call('GET', '/accounts'), 401, 'UnauthorizedException', OVER);
    },
  );

  test("that is signed is the signer's", async () => {
    const { client } = await userWith(hub, 'signer', []);
    const headers = { cookie: `docket_session=${browser.ticket}`, 'x-docket-csrf': browser.csrfToken };
    const answer = await client.call('POST', '/findings', {}, { headers });
    expectRefusal(answer, 403, 'AccessDeniedException', expect.stringContaining('user/signer'));
  });

  test('gets no cookie that it has not asked for: signed calls and strangers get none', async () => {
    for (const answer of [
      await hub.root.getFindings(),
      await hub.client().getFindings(),
      await hub.client().call('GET', '/_docket/health'),
    ]) {
      expect(answer.headers).not.toHaveProperty('set-cookie');
    }
  });
});

describe('a link to an export', () => {
  const LINK = '/_docket/export';
  beforeEach(async () => {
    await browser.signIn(ROOT_KEY);
    await browser.call('POST', '/findings/import', { Findings: [finding('exported')] });
  });

  test("works where the browser says that it is one of the hub's own", async () => {
    const answer = await browser.plain('GET', LINK, undefined, { 'sec-fetch-site': 'same-origin' });
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('"Id":"exported"');
  });

  test('works with the token in the query, and in another Region', async () => {
    const query = { 'X-Docket-Csrf': browser.csrfToken };
    expect((await browser.plain('GET', LINK, undefined, {}, { query })).status).toBe(200);
    const elsewhere = { ...query, 'X-Docket-Region': 'us-east-1' };
    expectRefusal(
      await browser.plain('GET', LINK, undefined, {}, { query: elsewhere }),
      401,
      'InvalidAccessException',
      expect.stringContaining('not subscribed'),
    );
  });

  test('does not work otherwise, and nothing else is a link', async () => {
    for (const headers of [{}, { 'sec-fetch-site': 'none' }, { 'sec-fetch-site': 'cross-site' }]) {
      expect((await browser.plain('GET', LINK, undefined, headers)).status).toBe(403);
    }
    const own = { 'sec-fetch-site': 'same-origin' };
    const query = { 'X-Docket-Csrf': browser.csrfToken };
    for (const [method, path] of [
      ['POST', LINK],
      ['GET', '/accounts'],
      ['GET', '/_docket/admin/backup'],
    ] as const) {
      const body = method === 'POST' ? {} : undefined;
      expect((await browser.plain(method, path, body, own)).status).toBe(403);
      expect((await browser.plain(method, path, body, own, { query })).status).toBe(403);
    }
  });
});
