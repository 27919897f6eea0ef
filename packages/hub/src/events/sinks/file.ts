import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Outcome, Sink } from './sink.js';

/** A name without a path, so that it stays in its folder. */
export const FILE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;

const { O_APPEND, O_CREAT, O_NONBLOCK, O_RDWR } = constants;
/** Without waiting for the other end of what is a pipe and no file. */
const FLAGS = O_RDWR | O_APPEND | O_CREAT | O_NONBLOCK;
const LINE_END = 0x0a;

/** By path, what is being written: several sinks may name one file, and lines must stay whole. */
const writing = new Map<string, Promise<void>>();

/**
 * Appends events to a file, one a line, for an agent that ships files. It is opened each time, so that whoever
 * rotates logs may move it away.
 */
export function fileSink(folder: string, name: string): Sink {
  const path = join(folder, name);
  return {
    batch: 200,
    async send(events) {
      const before = writing.get(path) ?? Promise.resolve();
      const written = before.then(() => append(path, events.map(({ body }) => `${body}\n`).join('')));
      const done = written.catch(() => undefined);
      writing.set(path, done);
      const outcome = await written.then(
        (): Outcome => ({ kind: 'delivered', message: 'written' }),
        (error: unknown): Outcome => ({ kind: 'failed', message: problem(error) }),
      );
      if (writing.get(path) === done) writing.delete(path);
      return events.map(() => outcome);
    },
  };
}

async function append(path: string, lines: string): Promise<void> {
  const file = await open(path, FLAGS, 0o640);
  try {
    const { size } = await regular(file);
    // After a crash or with a full disk, the last line may be half of one, which the first of ours must not continue.
    const text = (await endsLine(file, size)) ? lines : `\n${lines}`;
    await file.appendFile(text);
    await file.datasync();
  } finally {
    await file.close();
  }
}

async function regular(file: FileHandle): Promise<{ size: number }> {
  const stats = await file.stat();
  if (!stats.isFile()) throw new Error('what has this name is no file');
  return stats;
}

async function endsLine(file: FileHandle, size: number): Promise<boolean> {
  if (size === 0) return true;
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0] === LINE_END;
}

/** Without the path, which only the operator need know. */
function problem(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/, \w+( '.*')?$/s, '');
}
