import { print } from '../figures.js';
import { spread, timeList } from './plan.js';

/**
 * From the press on the button until findings are listed, and until their number is told; each time in a browser that has
 * never been here.
 *
 * @param {import('./plan.js').Plan} plan
 */
export async function measureStart({ desk, credentials, about, rounds }) {
  /** @type {import('./plan.js').Seen[]} */
  const seen = [];
  let bytes = 0;
  for (let number = 0; number < rounds; number += 1) {
    const page = await desk.page();
    await page.goto(desk.url('/findings'));
    await page.getByLabel('Access key ID').fill(credentials.accessKeyId);
    await page.getByLabel('Secret access key').fill(credentials.secretAccessKey);
    const signIn = () => page.getByRole('button', { name: 'Sign in' }).click();
    seen.push(await timeList(page, signIn, 'finding='));
    bytes = await transferred(page);
    await page.context().close();
  }
  const line = { figure: 'console', ...about };
  print({ ...line, what: 'findings after sign-in', ...spread(seen.map(({ listed }) => listed)) });
  print({ ...line, what: 'their number after sign-in', ...spread(seen.map(({ counted }) => counted)) });
  print({ ...line, what: 'first load', kilobytes: Math.round(bytes / 1024) });
}

/** What came over the network since the page was asked for. @param {import('playwright-core').Page} page */
const transferred = (page) =>
  page.evaluate(() =>
    performance
      .getEntries()
      .map((entry) => Number(Object(entry).transferSize ?? 0))
      .reduce((sum, size) => sum + size, 0),
  );
