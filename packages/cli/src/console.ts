import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder of the console that comes with the command, beside its bundle; undefined if it was not built. */
export function bundledConsole(): string | undefined {
  const index = new URL('../console/index.html', import.meta.url);
  return existsSync(index) ? fileURLToPath(new URL('.', index)) : undefined;
}
