import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe finds on a page that is serious or critical, one line each.
 *
 * @param {import('playwright-core').Page} page
 * @param {object} [only]
 * @param {readonly string[]} [only.rules] names of the rules to look at
 * @param {string} [only.within] a selector of what to look at
 * @returns {Promise<string[]>}
 */
export async function seriousViolations(page, { rules, within } = {}) {
  // Evaluated by the debugger: the page's own policy allows no script but the console's.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  const violations = await page.evaluate(
    async ([names, selector]) => {
      const options = {
        resultTypes: ['violations'],
        ...(names && { runOnly: { type: 'rule', values: names } }),
      };
      const { violations: found } = await Object(window).axe.run(selector ?? document, options);
      return /** @type {{id: string, impact: string, nodes: {target: unknown, failureSummary: string}[]}[]} */ (
        found
      );
    },
    /** @type {const} */ ([rules, within]),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${JSON.stringify(target)} ${failureSummary}`),
    );
}
