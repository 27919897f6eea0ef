import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumMissing, titled } from './support/chromium.js';
import { Console } from './support/console.js';
import { findingsOf, listedCount } from './support/findings.js';
import { watchMemory } from './support/memory.js';

const MOST_AT_FIRST = 600 * 1024;
const PAGES = 100;
/** As it is until somebody chooses another. */
const PAGE_SIZE = 25;

describe.skipIf(chromiumMissing !== undefined)(titled('what the console weighs'), () => {
  /** @type {Console} */
  let desk;
  beforeAll(async () => {
    desk = await Console.start();
    await desk.import(findingsOf(desk.hub, PAGES * PAGE_SIZE));
  });
  afterAll(() => desk?.close());

  it('the way in and the first page come in less than 600 KB of gzip, and charts and editors later', async () => {
    // What every proxy and browser knows; over Brotli it is less.
    const page = await desk.page({ extraHTTPHeaders: { 'accept-encoding': 'gzip' } });
    /** @type {Promise<[string, number]>[]} */
    const sizes = [];
    page.on('requestfinished', (request) => {
      const { pathname } = new URL(request.url());
      if (!pathname.startsWith('/console')) return;
      sizes.push(request.sizes().then(({ responseBodySize }) => [pathname, responseBodySize]));
    });
    await desk.signIn(page, '/findings');
    await listedCount(page);
    const files = await Promise.all(sizes);
    const total = files.reduce((sum, [, size]) => sum + size, 0);
    expect(total).toBeGreaterThan(100 * 1024);
    expect(total).toBeLessThan(MOST_AT_FIRST);
    expect(files.map(([path]) => path).join()).not.toMatch(/Chart|Editor/);
    await page.context().close();
  });

  it('a hundred pages leave no more in memory than twenty', async () => {
    const page = await desk.page();
    await desk.signIn(page, '/findings');
    await listedCount(page);
    const heap = await watchMemory(page);
    const first = page.locator('tbody a[href*="finding="]').first();
    /** @type {number | undefined} */
    let early;
    for (let index = 1; index < PAGES; index += 1) {
      const before = await first.getAttribute('href');
      await page.getByRole('button', { name: 'Next page' }).click();
      await expect.poll(() => first.getAttribute('href')).not.toBe(before);
      if (index === 20) early = await heap();
    }
    expect(await page.getByRole('button', { name: 'Next page' }).isDisabled()).toBe(true);
    expect(await heap()).toBeLessThan(1.2 * Number(early));
    await page.context().close();
  }, 240_000);
});
