import { makeFindings } from '../../support/findings.js';

/**
 * Findings of a hub's own account that are new and active.
 *
 * @param {import('../../support/hub.js').Hub} hub
 * @param {number} count
 * @param {number} [seed]
 */
export const findingsOf = (hub, count, seed = 1) =>
  makeFindings({ account: hub.account, region: hub.region, seed }, 0, count);

/** The number that a text begins with or holds: `1,626 matches`. @param {string | null} text */
export function numberIn(text) {
  const [digits] = /[\d,]+/.exec(text ?? '') ?? [];
  if (digits === undefined) throw new Error(`no number in ${JSON.stringify(text)}`);
  return Number(digits.replaceAll(',', ''));
}

/**
 * How many findings the list says that it has.
 *
 * @param {import('playwright-core').Page} page
 */
export async function listedCount(page) {
  const heading = page.getByRole('heading', { level: 1, name: /^Findings \([\d,]+\)$/ });
  await heading.waitFor();
  return numberIn(await heading.textContent());
}
