import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { acceptedEncodings } from './encoding.js';

/** By how a name ends. Nothing else is served. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ['css', 'text/css; charset=utf-8'],
  ['html', 'text/html; charset=utf-8'],
  ['ico', 'image/x-icon'],
  ['js', 'text/javascript; charset=utf-8'],
  ['json', 'application/json'],
  ['map', 'application/json'],
  ['png', 'image/png'],
  ['svg', 'image/svg+xml'],
  ['txt', 'text/plain; charset=utf-8'],
  ['webp', 'image/webp'],
  ['woff', 'font/woff'],
  ['woff2', 'font/woff2'],
]);

/** Names with a digest of what is in them are in here: such a file never changes. */
const HASHED = 'assets';
const FOR_EVER = 'public, max-age=31536000, immutable';
const ASK_AGAIN = 'no-cache';

/** A part of a path as builds name them; no dot at the beginning, so nothing hidden, and no way up. */
const PART = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,200}$/;
const MAX_PARTS = 8;

export interface StaticFile {
  bytes: Buffer;
  headers: Record<string, string>;
  /** Changes when the bytes do. */
  etag: string;
}

/**
 * Reads a file of the built console, smaller if the client takes that and it lies beside it.
 *
 * @param path below the folder, as received: what is percent-encoded is no name of ours
 * @returns undefined if there is no such file
 */
export async function readStatic(
  folder: string,
  path: string,
  acceptEncoding: string | undefined,
): Promise<StaticFile | undefined> {
  const parts = path.split('/');
  const type = TYPES.get(/\.([a-z0-9]+)$/.exec(path)?.[1] ?? '');
  if (type === undefined || parts.length > MAX_PARTS || !parts.every((part) => PART.test(part))) {
    return undefined;
  }
  const file = join(folder, ...parts);
  const headers = {
    'content-type': type,
    'cache-control': parts[0] === HASHED ? FOR_EVER : ASK_AGAIN,
    vary: 'accept-encoding',
  };
  for (const { name, suffix } of acceptedEncodings(acceptEncoding)) {
    const bytes = await readIfThere(file + suffix);
    if (bytes !== undefined) return answerOf(bytes, { ...headers, 'content-encoding': name });
  }
  const bytes = await readIfThere(file);
  return bytes && answerOf(bytes, headers);
}

function answerOf(bytes: Buffer, headers: Record<string, string>): StaticFile {
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  return { bytes, etag, headers: { ...headers, etag } };
}

/** What is in the way of a name that is no file's. */
const ABSENT = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP', 'ENAMETOOLONG']);

async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    // A link could lead anywhere.
    const file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    try {
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && ABSENT.has(String(error.code))) return undefined;
    throw error;
  }
}
