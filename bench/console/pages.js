import { watchMemory } from '../../test/console/support/memory.js';
import { megabytes, print } from '../figures.js';
import { spread } from './plan.js';

const PAGES = 100;
/** What is kept by then is kept for good: code, caches. */
const EARLY = 20;

/**
 * Walks through a hundred pages of findings: how long each takes, and what is in the browser's memory.
 *
 * @param {import('./plan.js').Plan} plan
 */
export async function measurePages({ desk, credentials, about }) {
  const page = await desk.page();
  await desk.signIn(page, '/findings', credentials);
  const heap = await watchMemory(page);
  const first = page.locator('tbody a[href*="finding="]').first();
  const next = page.getByRole('button', { name: 'Next page' });
  /** @type {number[]} */
  const times = [];
  let early = 0;
  await first.waitFor();
  for (let number = 1; number < PAGES; number += 1) {
    const before = (await first.getAttribute('href')) ?? '';
    const began = performance.now();
    await next.click();
    await page.waitForFunction(
      (href) =>
        ![href, undefined].includes(
          document.querySelector('tbody a[href*="finding="]')?.getAttribute('href') ?? undefined,
        ),
      before,
    );
    times.push(performance.now() - began);
    if (number === EARLY) early = await heap();
  }
  const late = await heap();
  print({
    ...{ figure: 'console', ...about, what: `${PAGES} pages`, ...spread(times) },
    ...{ megabytesEarly: megabytes(early), megabytesLate: megabytes(late) },
  });
  await page.context().close();
}
