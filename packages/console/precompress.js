import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip);

/** What gets smaller; fonts and images are compressed already. */
const TEXT = /\.(?:js|css|html|svg|json)$/;

/**
 * Writes a `.br` and a `.gz` beside every text file of a folder, as small as they get: it happens once for each build, and the
 * hub then never compresses anything while it serves.
 *
 * @param {string} folder
 */
async function precompress(folder) {
  const files = await readdir(folder, { recursive: true });
  for (const file of files.filter((name) => TEXT.test(name))) {
    const path = join(folder, file);
    const bytes = await readFile(path);
    const [brotli, gzipped] = await Promise.all([
      toBrotli(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
      toGzip(bytes, { level: 9 }),
    ]);
    await Promise.all([writeFile(`${path}.br`, brotli), writeFile(`${path}.gz`, gzipped)]);
  }
}

/**
 * The same as the last step of a build.
 *
 * @returns {import('vite').Plugin}
 */
export function precompressed() {
  let folder = '';
  return {
    name: 'precompressed',
    apply: 'build',
    configResolved(config) {
      folder = config.build.outDir;
    },
    closeBundle: () => precompress(folder),
  };
}
