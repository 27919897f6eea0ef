import { percentile, round } from '../figures.js';

/**
 * What is measured: the console of a hub, by somebody with a key.
 *
 * @typedef {object} Plan
 * @property {import('../../test/console/support/console.js').Console} desk
 * @property {import('../../test/support/signer.js').Credentials} credentials
 * @property {{stored: number, ofAccount: number}} about findings in the hub, and in the account that is looked at
 * @property {number} rounds
 *
 * @typedef {object} Seen milliseconds since something was done
 * @property {number} listed until findings are to be seen
 * @property {number} counted until their number is
 */

/**
 * Lets somebody press a key or a button, and waits for a list of findings. The page itself counts, from the event on.
 *
 * @param {import('playwright-core').Page} page
 * @param {() => Promise<unknown>} act
 * @param {string} marker what the addresses of the findings hold, which those before did not
 * @returns {Promise<Seen>}
 */
export async function timeList(page, act, marker) {
  const seen = page.evaluate(
    (expected) =>
      new Promise((resolve, reject) => {
        setTimeout(() => reject(new Error(`nothing is listed with ${expected}`)), 20_000);
        const events = ['click', 'keydown'];
        const begin = (/** @type {Event} */ { timeStamp }) => {
          for (const name of events) removeEventListener(name, begin, true);
          let listed = 0;
          const look = () => {
            const link = document.querySelector('tbody a[href*="finding="]');
            const now = performance.now() - timeStamp;
            if (listed === 0 && link?.getAttribute('href')?.includes(expected)) listed = now;
            const heading = document.querySelector('h1')?.textContent ?? '';
            if (listed > 0 && /^Findings\s*\([\d,]+\)$/.test(heading)) resolve({ listed, counted: now });
            else requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        };
        for (const name of events) addEventListener(name, begin, true);
      }),
    marker,
  );
  // What a page is asked to evaluate, it is asked in order: it listens after this.
  await page.evaluate(() => undefined);
  await act();
  return /** @type {Promise<Seen>} */ (seen);
}

/** The middle one and the worst. @param {number[]} times milliseconds */
export function spread(times) {
  const ascending = [...times].sort((one, other) => one - other);
  return {
    samples: times.length,
    p50Ms: round(percentile(ascending, 0.5)),
    worstMs: round(percentile(ascending, 1)),
  };
}
