import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const EMBEDDED = /url\('data:font\/woff2;base64,([^']+)'\)/g;

/**
 * Cloudscape's global styles carry eight fonts inside the CSS, of which a page uses two. As files of their own they are
 * loaded when a text wants them, beside the page instead of before it.
 *
 * @param {string} folder where they are kept between builds
 * @returns {import('vite').Plugin}
 */
export function fontsAsFiles(folder) {
  return {
    name: 'fonts-as-files',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('.css') || !code.includes('data:font/woff2')) return undefined;
      mkdirSync(folder, { recursive: true });
      const css = code.replaceAll(EMBEDDED, (_, base64) => {
        const bytes = Buffer.from(base64, 'base64');
        const name = `open-sans-${createHash('sha256').update(bytes).digest('hex').slice(0, 8)}.woff2`;
        const path = join(folder, name);
        writeFileSync(path, bytes);
        return `url('${path}')`;
      });
      return { code: css, map: null };
    },
  };
}
