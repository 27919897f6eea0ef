/**
 * Bundles the docket command into a few files: `packages/cli/bundle`. Node reads several hundred modules one by one
 * otherwise, which is most of the time that a hub takes to start.
 */
import { existsSync } from 'node:fs';
import { copyFile, cp, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';

const root = new URL('..', import.meta.url);
const path = (/** @type {string} */ name) => fileURLToPath(new URL(name, root));

await rm(path('packages/cli/bundle'), { recursive: true, force: true });
await build({
  input: {
    main: path('packages/cli/dist/main.js'),
    // Threads of the store: found beside the bundle as they are beside the module that starts them.
    writer: path('packages/hub/dist/store/sqlite/writer.js'),
    reader: path('packages/hub/dist/store/sqlite/reader.js'),
  },
  platform: 'node',
  // A native module stays where npm compiled it.
  external: ['better-sqlite3'],
  logLevel: 'warn',
  output: {
    dir: path('packages/cli/bundle/lib'),
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    sourcemap: true,
  },
});
// What the hub serves at /console; without it, the hub says there that it was not built.
const webConsole = path('packages/console/dist');
if (existsSync(webConsole)) await cp(webConsole, path('packages/cli/bundle/console'), { recursive: true });
// The format package reads its schema from the folder above its code.
await copyFile(path('packages/asff/asff.schema.json'), path('packages/cli/bundle/asff.schema.json'));
