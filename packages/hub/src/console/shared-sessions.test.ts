import { afterAll, beforeAll, expect, test } from 'vitest';
import { Browser } from '../testing/browser.js';
import { ROOT, ROOT_KEY, type RunningHub, startTestHub } from '../testing/hub.js';
import { createDatabase, describePostgres, type TestDatabase } from '../testing/postgres/database.js';
import { expectRefusal } from '../testing/refusal.js';
import { MASTER_KEY, OVER } from './testing.js';

/** What one hub changes, another knows within a second; and a moment for the machine. */
const KNOWN_MS = 3_000;

describePostgres(() => {
  let database: TestDatabase;
  let hubs: [RunningHub, RunningHub];
  beforeAll(async () => {
    database = await createDatabase();
    const config = { databaseUrl: database.url, masterKey: MASTER_KEY };
    hubs = [await startTestHub(config), await startTestHub(config)];
  });
  afterAll(async () => {
    for (const hub of hubs) await hub.close();
    await database.drop();
  });

  /** Somebody with the console open, whom a load balancer sends to either hub. */
  async function signedIn(key = ROOT_KEY): Promise<[Browser, Browser]> {
    const [one, other] = [new Browser(hubs[0].client()), new Browser(hubs[1].client())];
    expect((await one.signIn(key)).status).toBe(200);
    Object.assign(other, { ticket: one.ticket, csrfToken: one.csrfToken });
    return [one, other];
  }

  async function isSoonOver(browser: Browser): Promise<void> {
    const { ticket } = browser;
    const end = performance.now() + KNOWN_MS;
    while ((await browser.session()).status === 200) expect(performance.now()).toBeLessThan(end);
    browser.ticket = ticket;
    expectRefusal(await browser.call('GET', '/accounts'), 401, 'UnauthorizedException', OVER);
  }

  test('a session is good at every hub of the installation, until somebody signs out at one of them', async () => {
    const [one, other] = await signedIn();
    expect((await other.call('GET', '/accounts')).status).toBe(200);
    expect((await other.session()).json).toMatchObject({ Account: ROOT, CsrfToken: one.csrfToken });
    await one.signOut();
    expect((await one.session()).status).toBe(401);
    await isSoonOver(other);
  });

  test('and until its key is taken away at one of them', async () => {
    const { credentials } = (await hubs[0].user(ROOT, 'ann', [])).options;
    const [one, other] = await signedIn(credentials);
    expect((await other.session()).json).toMatchObject({ UserName: 'ann' });
    await hubs[0].admin('DELETE', `/accounts/${ROOT}/users/ann`);
    expect((await one.session()).status).toBe(401);
    await isSoonOver(other);
  });
});
