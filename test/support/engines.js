import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Where the engine of a test's store is chosen. */
const SWITCH = 'packages/hub/src/testing/store.ts';
/** Who loads one of these opens a store, or has it opened by a hub in another process. */
const OPENERS = [/ from '(better-sqlite3|pg)'/, /bundle\/lib\/main\.js/];

/** Test files that choose their engine themselves, by path or folder, and why. They run once. */
export const ON_THEIR_OWN = {
  'packages/hub/src/store/sqlite/': 'the embedded engine, and the contracts of stores on it',
  'packages/hub/src/store/postgres/': 'the PostgreSQL engine, and the contracts of stores on it',
  'packages/hub/src/store/control-sql.test.ts': 'the contracts of control stores on the embedded engine',
  'packages/hub/src/store/copy/': 'copies from each engine to the other',
  'packages/hub/src/access/first-start.test.ts': 'first starts on both engines',
  'packages/hub/src/console/shared-sessions.test.ts': 'two hubs on one PostgreSQL',
  'packages/hub/src/shared-database.test.ts': 'three hubs on one PostgreSQL',
  'packages/hub/src/findings/filter/words.test.ts': 'the word index of the embedded engine',
  'packages/hub/src/admin/backup.test.ts': 'copies of the embedded store; PostgreSQL has tools of its own',
  'packages/hub/src/admin/docs.test.ts': 'the commands of the documentation, with that copy at their end',
  'test/bench.test.js': 'the bench, which is told its engine',
  'test/console/': 'the console in a browser; what its hub answers is tested on both',
  'test/clients/copy.test.js': 'copies from each engine to the other',
  'test/clients/migrate.test.js': 'migrations of PostgreSQL',
  'test/torture/shared.test.js': 'two hubs on one PostgreSQL',
};

/**
 * Which test files run on both engines. Of those that never come near a store, nothing is said.
 *
 * @returns {{both: string[], own: string[], forgotten: string[]}} paths of source files from the root of the checkout, in
 *   order; `forgotten` open a store but neither let the engine be chosen nor say why not
 */
export function testFilesByEngine() {
  const both = [];
  const own = [];
  const forgotten = [];
  for (const file of testFiles()) {
    const loaded = loadedBy(file);
    if (![...loaded].some((one) => OPENERS.some((opener) => opener.test(sourceOf(one).code)))) continue;
    if (Object.keys(ON_THEIR_OWN).some((path) => file.startsWith(path))) own.push(file);
    else if (loaded.has(SWITCH)) both.push(file);
    else forgotten.push(file);
  }
  return { both, own, forgotten };
}

/** What vitest runs of a source file: packages are tested as compiled. @param {string} file */
export const compiled = (file) =>
  file.replace(/^(packages\/[^/]+)\/src\/(.*)\.ts$/, (_, folder, path) => `${folder}/dist/${path}.js`);

const testFiles = () =>
  ['packages', 'test']
    .flatMap((folder) => readdirSync(join(ROOT, folder)).map((name) => `${folder}/${name}`))
    .flatMap((path) => (path.startsWith('packages/') ? filesIn(`${path}/src`) : filesIn(path)))
    .filter((file) => /\.test\.(ts|tsx|js)$/.test(file))
    .sort();

/** @param {string} path @returns {string[]} */
function filesIn(path) {
  if (!existsSync(join(ROOT, path))) return [];
  if (!statSync(join(ROOT, path)).isDirectory()) return [path];
  return readdirSync(join(ROOT, path)).flatMap((name) => filesIn(`${path}/${name}`));
}

/** @type {Map<string, {code: string, imports: string[]}>} */
const sources = new Map();

/** @param {string} file */
function sourceOf(file) {
  let source = sources.get(file);
  if (source === undefined) {
    const code = readFileSync(join(ROOT, file), 'utf8');
    source = { code, imports: importsIn(code).flatMap((name) => locate(name, file) ?? []) };
    sources.set(file, source);
  }
  return source;
}

/** The modules that are there when a file runs, itself among them. @param {string} file */
function loadedBy(file) {
  const loaded = new Set([file]);
  for (const one of loaded) for (const name of sourceOf(one).imports) loaded.add(name);
  return loaded;
}

/** What a module loads when it runs: types are gone by then, workers are not. @param {string} code */
const importsIn = (code) =>
  [
    ...code.matchAll(/^(?:import|export)\b(?! type\b)(?:[^'"`;]*? from)? '([^']+)'/gm),
    ...code.matchAll(/\bimport\('([^']+)'\)/g),
    ...code.matchAll(/\bnew URL\('([^']+)', import\.meta\.url\)/g),
  ].map(([, name = '']) => name);

/** The source of a module of ours. @param {string} name @param {string} from */
function locate(name, from) {
  const own = /^@docket\/([^/]+)$/.exec(name);
  const path = own
    ? `packages/${own[1]}/src/index.js`
    : name.startsWith('.')
      ? relative(ROOT, resolve(ROOT, dirname(from), name)).replaceAll('\\', '/')
      : undefined;
  if (path === undefined) return undefined;
  const source = path.replace(/^(packages\/[^/]+)\/dist\//, '$1/src/');
  return [source, source.replace(/\.js$/, '.ts'), source.replace(/\.js$/, '.tsx')].find(
    (file) => /\.(js|ts|tsx)$/.test(file) && existsSync(join(ROOT, file)),
  );
}
