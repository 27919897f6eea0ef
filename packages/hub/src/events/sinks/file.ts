import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Outcome, Sink } from './sink.js';

/** A name without a path, so that it stays in its folder. */
export const FILE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;

/**
 * Appends events to a file, one a line, for an agent that ships files. It is opened each time, so that whoever
 * rotates logs may move it away.
 */
export function fileSink(folder: string, name: string): Sink {
  return {
    batch: 200,
    async send(events) {
      const all = (outcome: Outcome): Outcome[] => events.map(() => outcome);
      try {
        const file = await open(join(folder, name), 'a', 0o640);
        try {
          await file.appendFile(events.map(({ body }) => `${body}\n`).join(''));
          await file.datasync();
        } finally {
          await file.close();
        }
        return all({ kind: 'delivered', message: 'written' });
      } catch (error) {
        return all({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
      }
    },
  };
}
