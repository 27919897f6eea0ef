/**
 * Somebody at a page without a pointer.
 *
 * @typedef {object} Keyboard
 * @property {(...keys: string[]) => Promise<void>} press
 * @property {(text: string) => Promise<void>} type
 * @property {() => Promise<string>} focused what has the focus, as people and screen readers are told
 * @property {(name: RegExp) => Promise<void>} tabTo goes on with Tab until something with this name has the focus
 * @property {(name: string) => Promise<void>} intoTable goes on with Tab until the focus is in a table
 * @property {(row: RegExp, name: RegExp) => Promise<void>} inRow goes with the arrow keys to something in a row of the table
 */

/** So often a key is pressed in vain before there is no way. */
const MOST = 80;

/**
 * @param {import('playwright-core').Page} page
 * @returns {Keyboard}
 */
export function keyboardOf(page) {
  const press = async (/** @type {string[]} */ ...keys) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const focused = () =>
    page.evaluate(() => {
      const { activeElement } = document;
      const label = activeElement instanceof HTMLInputElement ? activeElement.labels?.[0]?.textContent : '';
      const said = activeElement?.getAttribute('aria-label') ?? label ?? '';
      return `${said} ${activeElement?.textContent ?? ''}`.trim();
    });
  const tableOfFocus = () =>
    page.evaluate(() => document.activeElement?.closest('table')?.getAttribute('aria-label'));
  const rowOfFocus = () => page.evaluate(() => document.activeElement?.closest('tr')?.textContent ?? '');
  /**
   * @param {string} key
   * @param {() => Promise<boolean>} isThere
   * @param {unknown} where
   */
  const until = async (key, isThere, where) => {
    for (let step = 0; step < MOST; step += 1) {
      if (await isThere()) return;
      await press(key);
    }
    throw new Error(`no way with ${key} to ${where}; the focus is at ${await focused()}`);
  };
  return {
    press,
    focused,
    type: (text) => page.keyboard.type(text),
    tabTo: (name) => until('Tab', async () => name.test(await focused()), name),
    intoTable: (name) => until('Tab', async () => (await tableOfFocus()) === name, name),
    inRow: async (row, name) => {
      await until('ArrowDown', async () => row.test(await rowOfFocus()), row);
      await until('ArrowRight', async () => name.test(await focused()), name);
    },
  };
}
