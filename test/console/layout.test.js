import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumMissing, titled } from './support/chromium.js';
import { Console, goTo } from './support/console.js';
import { findingsOf, listedCount } from './support/findings.js';

/** A small laptop's screen, and the same at 200 %. */
const SCREENS = [
  { viewport: { width: 1280, height: 720 } },
  { viewport: { width: 640, height: 360 }, deviceScaleFactor: 2 },
];

describe.skipIf(chromiumMissing !== undefined)(titled('the console on small screens'), () => {
  /** @type {Console} */
  let desk;
  let finding = '';
  beforeAll(async () => {
    desk = await Console.start();
    const findings = findingsOf(desk.hub, 60);
    await desk.import(findings);
    const [{ Id = '', ProductArn = '' } = {}] = findings;
    finding = new URLSearchParams({ finding: Id, of: ProductArn }).toString();
  });
  afterAll(async () => {
    await desk?.close();
    expect(desk?.faults).toEqual([]);
  });

  const PAGES = [
    ['/', 'Generators with most open findings'],
    ['/findings', 'Findings ('],
    ['/findings?FINDING', 'What to do'],
    ['/findings?group=ResourceType', 'Findings by resource type'],
    ['/finding?FINDING', 'What to do'],
    ['/insights', 'Insights ('],
    ['/insights/results?arn=arn:aws:securityhub:::insight/securityhub/default/1', 'Results ('],
    ['/automation/rule', 'Dry run'],
    ['/products', 'Products ('],
    ['/settings?tab=users', 'Create access key'],
  ];

  /**
   * What nobody could press: buttons and fields of which a part is outside the window, to the side, where nothing scrolls.
   * Tables and rows of tabs scroll within themselves.
   *
   * @param {import('playwright-core').Page} page
   */
  const outside = (page) =>
    page.evaluate(() => {
      const faults = [...document.querySelectorAll('button, input, select, textarea, [role=combobox]')]
        .filter((one) => one.closest('table, [role=tablist], [aria-hidden=true]') === null)
        .map((one) => ({ one, box: one.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 1 && box.height > 1)
        .filter(({ one }) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
        .filter(({ box }) => box.left < -1 || box.right > window.innerWidth + 1)
        .map(({ one }) => one.getAttribute('aria-label') ?? one.textContent);
      const { scrollWidth } = document.documentElement;
      return scrollWidth > window.innerWidth + 1 ? [...faults, `${scrollWidth} pixels wide`] : faults;
    });

  it.each(SCREENS)('all can be reached at $viewport.width x $viewport.height', async (screen) => {
    const page = await desk.page(screen);
    await desk.signIn(page, '/nowhere');
    /** @type {Record<string, unknown[]>} */
    const faults = {};
    for (const [path = '', sign = ''] of PAGES) {
      await goTo(page, path.replace('FINDING', finding));
      await page.getByText(sign).first().waitFor();
      const found = await outside(page);
      if (found.length > 0) faults[path] = found;
    }
    expect(faults).toEqual({});
    await page.context().close();
  });

  it('somebody who looks at 200 % finds, opens and decides', async () => {
    const page = await desk.page(SCREENS[1]);
    await desk.signIn(page, '/findings');
    await listedCount(page);
    await page.locator('tbody a[href*="finding="]').first().click();
    const panel = page.getByRole('region').filter({ hasText: 'What to do' });
    await panel.getByRole('button', { name: 'Decide' }).click();
    const dialog = page.getByRole('dialog', { name: 'Decide about 1 finding' });
    await dialog.getByLabel('Workflow status').click();
    await dialog.getByRole('option', { name: 'NOTIFIED' }).click();
    await dialog.getByRole('button', { name: 'Apply to 1 finding' }).click();
    await dialog.getByText('1 finding changed.').waitFor();
    await dialog.getByRole('button', { name: 'Close', exact: true }).click();
    await page.context().close();
  });

  it('is denser where somebody wants it, and stays so', async () => {
    const page = await desk.page(SCREENS[0]);
    await desk.signIn(page, '/findings');
    await listedCount(page);
    const rowHeight = () =>
      page
        .locator('tbody tr')
        .first()
        .evaluate((row) => row.getBoundingClientRect().height);
    const before = await rowHeight();
    await page.getByRole('button', { name: /^root:/ }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Compact' }).click();
    await expect.poll(rowHeight).toBeLessThan(before);
    await page.reload();
    await listedCount(page);
    expect(await rowHeight()).toBeLessThan(before);
    await page.context().close();
  });
});
