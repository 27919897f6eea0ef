import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ON_THEIR_OWN, testFilesByEngine } from './support/engines.js';

const PAGE = readFileSync(new URL('../docs/testing.md', import.meta.url), 'utf8');
const { both, own, forgotten } = testFilesByEngine();

test('every test file with a store runs on both engines, or says why not', () => {
  expect(forgotten).toEqual([]);
  const unused = Object.keys(ON_THEIR_OWN).filter((path) => !own.some((file) => file.startsWith(path)));
  expect(unused).toEqual([]);
});

test('the documentation lists them', () => {
  expect(listed('on both engines')).toEqual(both);
  const reasons = Object.entries(ON_THEIR_OWN).map(([path, reason]) => `\`${path}\` | ${reason}`);
  for (const row of reasons) expect(PAGE).toContain(`| ${row} |`);
});

/** The files of the list under a heading. @param {string} heading */
function listed(heading) {
  const [, list = ''] =
    new RegExp(`^## .*${heading}\\n([\\s\\S]*?)(?=^## |(?![\\s\\S]))`, 'm').exec(PAGE) ?? [];
  return [...list.matchAll(/^- `(.+)`$/gm)].map(([, file]) => file);
}
