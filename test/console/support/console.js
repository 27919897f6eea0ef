import { fileURLToPath } from 'node:url';
import { Client } from '../../support/client.js';
import { Hub } from '../../support/hub.js';
import { launchChromium } from './chromium.js';

const BUILT = fileURLToPath(new URL('../../../packages/console/dist', import.meta.url));

/**
 * @typedef {import('playwright-core').Page} Page
 * @typedef {import('playwright-core').BrowserContextOptions} ContextOptions
 */

/**
 * Goes to another page of the console as its links do, without loading it anew.
 *
 * @param {Page} page
 * @param {string} path
 */
export const goTo = (page, path) =>
  page.evaluate((address) => {
    history.pushState(null, '', address);
    dispatchEvent(new PopStateEvent('popstate'));
  }, `/console${path}`);

/** A hub with its console, a browser, and what went wrong in its pages. */
export class Console {
  /** What no page may ever do: faults of scripts, violations of the policy, requests to others. @type {string[]} */
  faults = [];
  #browser;
  /** @type {Client[]} */
  #clients = [];

  /**
   * @param {Hub} hub
   * @param {import('playwright-core').Browser} browser
   */
  constructor(hub, browser) {
    this.hub = hub;
    this.#browser = browser;
    this.client = this.clientWith(hub.credentials);
  }

  /** What makes a hub serve the console that was built. */
  static ARGS = ['--console', BUILT];

  /** With a hub that is there already, which stays. @param {Hub} hub */
  static async of(hub) {
    return new Console(hub, await launchChromium());
  }

  /** @param {import('../../support/hub.js').HubOptions} [options] */
  static async start(options = {}) {
    const hub = await Hub.start({ ...options, args: [...Console.ARGS, ...(options.args ?? [])] });
    try {
      return await Console.of(hub);
    } catch (error) {
      await hub.remove();
      throw error;
    }
  }

  /** A signed client with a key. @param {import('../../support/signer.js').Credentials} credentials */
  clientWith(credentials) {
    const client = new Client({ url: this.hub.url, region: this.hub.region, credentials });
    this.#clients.push(client);
    return client;
  }

  /**
   * A page in a browser of its own: nothing is shared with other pages.
   *
   * @param {ContextOptions} [options]
   * @returns {Promise<Page>}
   */
  async page(options = {}) {
    const context = await this.#browser.newContext({
      viewport: { width: 1440, height: 900 },
      // What moves is looked at when it has arrived.
      reducedMotion: 'reduce',
      ...options,
    });
    context.setDefaultTimeout(20_000);
    const page = await context.newPage();
    page.on('pageerror', (error) => this.faults.push(`fault of a script: ${error.message}`));
    page.on('console', (message) => {
      if (/content security policy/i.test(message.text())) this.faults.push(message.text());
    });
    page.on('dialog', (dialog) => {
      this.faults.push(`a dialog: ${dialog.message()}`);
      dialog.dismiss().catch(() => {});
    });
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      if (origin !== new URL(this.hub.url).origin && !['data:', 'blob:'].includes(protocol)) {
        this.faults.push(`a request to ${request.url()}`);
      }
    });
    return page;
  }

  /** The address of a page of the console. @param {string} path */
  url(path) {
    return `${this.hub.url}/console${path}`;
  }

  /**
   * Goes to a page and signs in there.
   *
   * @param {Page} page
   * @param {string} [path]
   * @param {import('../../support/signer.js').Credentials} [credentials]
   */
  async signIn(page, path = '/', credentials = this.hub.credentials) {
    await page.goto(this.url(path));
    await page.getByLabel('Access key ID').fill(credentials.accessKeyId);
    await page.getByLabel('Secret access key').fill(credentials.secretAccessKey);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('navigation').first().waitFor();
  }

  /**
   * Imports findings; throws if one is refused.
   *
   * @param {object[]} findings any number
   */
  async import(findings) {
    for (let from = 0; from < findings.length; from += 100) {
      const { status, body, json } = await this.client.importFindings(findings.slice(from, from + 100));
      if (status !== 200 || json.FailedCount !== 0)
        throw new Error(`import: ${body.toString().slice(0, 500)}`);
    }
  }

  /** Closes the browser; the hub stays. */
  async leave() {
    for (const client of this.#clients) client.close();
    await this.#browser.close();
  }

  async close() {
    await this.leave();
    await this.hub.remove();
  }
}
