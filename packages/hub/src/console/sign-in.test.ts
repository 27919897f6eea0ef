import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { IDLE_MS } from '../access/sessions.js';
import { Browser } from '../testing/browser.js';
import { REGION, ROOT, ROOT_KEY, type RunningHub, startTestHub } from '../testing/hub.js';
import { expectRefusal } from '../testing/refusal.js';
import { MASTER_KEY, MINUTE, ticketOf, userWith } from './testing.js';

const PATH = '/_docket/session';
const WRONG = 'The access key id or the secret access key is wrong, or the key is inactive.';

let hub: RunningHub;
let browser: Browser;
beforeAll(async () => {
  hub = await startTestHub({ masterKey: MASTER_KEY });
});
beforeEach(() => {
  browser = new Browser(hub.client());
});
afterAll(() => hub.close());

describe('signing in', () => {
  test('tells who it is, and gives a cookie that only this host gets back', async () => {
    const answer = await browser.signIn(ROOT_KEY);
    expect(answer).toMatchObject({
      status: 200,
      headers: { 'cache-control': 'no-store', 'content-type': 'application/json' },
      json: {
        ...{ Account: ROOT, Region: REGION, Regions: [REGION], UserName: 'root' },
        ...{ Arn: `arn:aws:iam::${ROOT}:root`, CsrfToken: expect.stringMatching(/^[\w-]{43}$/) },
      },
    });
    const cookie = /^docket_session=[\w-]{100,}; Path=\/; Max-Age=3600; HttpOnly; SameSite=Strict$/;
    expect(answer.headers['set-cookie']).toEqual([expect.stringMatching(cookie)]);
    const left = Date.parse(Object(answer.json).Expires) - Date.now();
    expect(left).toBeGreaterThan(IDLE_MS - MINUTE);
    expect(left).toBeLessThanOrEqual(IDLE_MS);
  });

  test('tells nothing of a secret in the cookie', async () => {
    await browser.signIn(ROOT_KEY);
    const bytes = Buffer.from(browser.ticket, 'base64url').toString('latin1');
    expect(bytes).not.toContain(ROOT_KEY.accessKeyId);
    expect(bytes).not.toContain(ROOT_KEY.secretAccessKey);
  });

  test('gives a cookie for TLS only to whoever comes over TLS, by a proxy', async () => {
    const host = { host: 'docket.example.com', origin: 'https://docket.example.com' };
    const answer = await browser.signIn(ROOT_KEY, host);
    expect(answer.headers['set-cookie']).toEqual([expect.stringMatching(/; SameSite=Strict; Secure$/)]);
    // And so are those that follow, though a browser does not say of every request where it comes from.
    browser.ticket = await ticketOf(2 * MINUTE, ROOT_KEY, true);
    const { headers } = await browser.session();
    expect(headers['set-cookie']).toEqual([expect.stringMatching(/; SameSite=Strict; Secure$/)]);
  });

  test.each([
    ['a wrong secret', { ...ROOT_KEY, secretAccessKey: 'guessed' }],
    ['the beginning of the secret', { ...ROOT_KEY, secretAccessKey: ROOT_KEY.secretAccessKey.slice(0, -1) }],
    ['a key that there is not', { ...ROOT_KEY, accessKeyId: 'AKIASTRANGER00000000' }],
    ['a key that cannot be one', { ...ROOT_KEY, accessKeyId: "AKIA'--" }],
  ])('is refused with %s, in the same words', async (_what, credentials) => {
    const answer = await browser.signIn(credentials);
    expectRefusal(answer, 403, 'UnrecognizedClientException', WRONG);
    expect(answer.headers).not.toHaveProperty('set-cookie');
  });

  test('is refused with a key that is inactive', async () => {
    const { credentials } = await userWith(hub, 'inactive', []);
    await hub.admin('PUT', `/accounts/${ROOT}/keys/${credentials.accessKeyId}`, { Status: 'Inactive' });
    expectRefusal(await browser.signIn(credentials), 403, 'UnrecognizedClientException', WRONG);
  });

  test.each([
    ['nothing', {}, 400, 'InvalidInputException', 'AccessKeyId is required'],
    [
      'no text',
      { AccessKeyId: 7, SecretAccessKey: 'x' },
      400,
      'InvalidInputException',
      'AccessKeyId must be an access key, without spaces',
    ],
    [
      'more than that',
      { AccessKeyId: 'x', SecretAccessKey: 'x', Admin: true },
      400,
      'InvalidInputException',
      'Unknown member "Admin": expected AccessKeyId, SecretAccessKey',
    ],
    [
      'very much',
      { AccessKeyId: 'x'.repeat(5_000) },
      413,
      'RequestEntityTooLargeException',
      'The request body is larger than 4096 bytes.',
    ],
  ])('is refused with %s', async (_what, body, status, code, message) => {
    expectRefusal(await browser.plain('POST', PATH, body), status, code, message);
  });

  test('is refused for a page of somebody else, before the key is looked at', async () => {
    const answer = await browser.signIn(ROOT_KEY, { origin: 'https://evil.example' });
    expectRefusal(
      answer,
      403,
      'AccessDeniedException',
      "Sessions are for requests of the hub's own pages, and this one came from https://evil.example.",
    );
    expect(answer.headers).not.toHaveProperty('set-cookie');
    expectRefusal(
      await browser.signIn(ROOT_KEY, { 'sec-fetch-site': 'cross-site' }),
      403,
      'AccessDeniedException',
      expect.stringContaining('cross-site'),
    );
  });

  test('is refused after ten failures for a key, with the right secret, too, and other keys go on', async () => {
    const { credentials } = await userWith(hub, 'unlucky', []);
    const wrong = { ...credentials, secretAccessKey: 'guessed' };
    // At once: none of them can slip through before another is counted.
    const answers = await Promise.all(
      Array.from({ length: 14 }, () => new Browser(hub.client()).signIn(wrong)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([
      ...Array.from({ length: 10 }, () => 403),
      ...Array.from({ length: 4 }, () => 429),
    ]);
    expectRefusal(
      await browser.signIn(credentials),
      429,
      'TooManyRequestsException',
      expect.stringContaining('Wait half a minute'),
    );
    expect((await browser.signIn(ROOT_KEY)).status).toBe(200);
  });
});

test('where nothing is verified, any key signs in', async () => {
  const open = await startTestHub({ auth: 'trust' });
  try {
    const one = new Browser(open.client());
    const answer = await one.signIn({ accessKeyId: 'anybody', secretAccessKey: 'anything' });
    expect(answer).toMatchObject({ status: 200, json: { Account: ROOT, UserName: 'root' } });
    expect((await one.call('GET', '/accounts')).status).toBe(200);
    expect((await open.client().call('GET', '/accounts')).status).toBe(200);
  } finally {
    await open.close();
  }
});
