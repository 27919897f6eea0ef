import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

/** Where Debian and Ubuntu put it; another place can be named. */
const PLACES = [process.env.DOCKET_TEST_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser'];

const found = PLACES.find((place) => place !== undefined && existsSync(place));

/** Why the tests of the console cannot run here; undefined if they can. */
export const chromiumMissing =
  found === undefined
    ? 'there is no Chromium: install the package chromium, or name one in DOCKET_TEST_CHROMIUM'
    : undefined;

/** The title of a suite that needs a browser, which says so where there is none. */
export const titled = (/** @type {string} */ title) =>
  chromiumMissing === undefined ? title : `${title} (skipped: ${chromiumMissing})`;

/** A browser that asks nobody but the hub for anything. */
export async function launchChromium() {
  if (found === undefined) throw new Error(chromiumMissing);
  return chromium.launch({
    executablePath: found,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
