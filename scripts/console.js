/**
 * Builds the web console, unless it was built from just these sources: it takes longer than everything else, and most
 * changes are not in it.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const root = new URL('..', import.meta.url);
const folder = new URL('packages/console/', root);
/** Says what it was built from. A build empties the folder, so the two are never apart. */
const stamp = new URL('dist/.sources', folder);

/** @param {string} name of a folder below `packages/console`, with a slash at the end, or empty */
async function filesIn(name) {
  const entries = await readdir(new URL(name, folder), { withFileTypes: true });
  /** @type {string[]} */
  const files = [];
  for (const entry of entries) {
    if (entry.name.startsWith('.') || ['dist', 'node_modules'].includes(entry.name)) continue;
    if (entry.isDirectory()) files.push(...(await filesIn(`${name}${entry.name}/`)));
    else if (!/\.test\.\w+$/.test(entry.name)) files.push(name + entry.name);
  }
  return files.sort();
}

async function digest() {
  const hash = createHash('sha256');
  // With the versions of what the console is made of.
  hash.update(await readFile(new URL('package-lock.json', root)));
  for (const file of await filesIn('')) {
    hash.update(`\n${file}\n`).update(await readFile(new URL(file, folder)));
  }
  return hash.digest('hex');
}

const sources = await digest();
const built = await readFile(stamp, 'utf8').catch(() => undefined);
if (built !== sources) {
  execFileSync('npm', ['run', '--silent', 'build', '-w', 'packages/console'], {
    cwd: fileURLToPath(root),
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  await writeFile(stamp, sources);
}
