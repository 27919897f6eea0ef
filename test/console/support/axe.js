import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe finds on a page that is serious or critical, one line each.
 *
 * @param {import('playwright-core').Page} page
 * @returns {Promise<string[]>}
 */
export async function seriousViolations(page) {
  // Evaluated by the debugger: the page's own policy allows no script but the console's.
  await page.evaluate(source);
  const violations = await page.evaluate(async () => {
    const { violations: found } = await Object(window).axe.run(document, { resultTypes: ['violations'] });
    return /** @type {{id: string, impact: string, nodes: {target: unknown, failureSummary: string}[]}[]} */ (
      found
    );
  });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${JSON.stringify(target)} ${failureSummary}`),
    );
}
