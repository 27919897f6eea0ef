import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, link, mkdir, open, unlink } from 'node:fs/promises';
import { join } from 'node:path';

const KEY_BYTES = 32;
const MAKE_ONE = 'make one with: openssl rand -hex 32';

/** 32 bytes in hex or base64. Throws an Error that says so, and never shows the value. */
export function parseMasterKey(text: string, source = 'DOCKET_MASTER_KEY'): Buffer {
  const value = text.trim();
  if (/^[0-9a-f]{64}$/i.test(value)) return Buffer.from(value, 'hex');
  if (/^[A-Za-z0-9+/]{43}=?$/.test(value) || /^[A-Za-z0-9_-]{43}=?$/.test(value)) {
    return Buffer.from(value, 'base64');
  }
  throw new Error(`${source} must be ${KEY_BYTES} bytes in hex (64 characters) or base64; ${MAKE_ONE}`);
}

/**
 * Reads the key in `<folder>/master.key`, after creating it if there is none; of several processes that start at once,
 * one creates it and all read the same. Throws an Error with the remedy if others than the owner may read the file.
 */
export async function masterKeyFile(folder: string): Promise<Buffer> {
  const path = join(folder, 'master.key');
  const present = await openKey(path);
  if (present !== undefined) return readKey(present, path);
  await createKey(folder, path);
  const created = await openKey(path);
  if (created === undefined)
    throw new Error(`${path} was removed while the hub was starting; start it again`);
  return readKey(created, path);
}

async function openKey(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, constants.O_RDONLY);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw new Error(`${path} cannot be read: ${messageOf(error)}`);
  }
}

async function readKey(file: FileHandle, path: string): Promise<Buffer> {
  try {
    // The opened file is asked, not the path: what is checked is what is read.
    const stat = await file.stat();
    if (!stat.isFile()) throw new Error(`${path} must be a regular file`);
    if (process.platform !== 'win32' && (stat.mode & 0o077) !== 0) {
      throw new Error(
        `${path} can be read or written by other users (mode ${(stat.mode & 0o777).toString(8)}); ` +
          `run: chmod 600 '${path}', and if others may have read it, replace the key and all access keys`,
      );
    }
    if (stat.size > 1024) throw new Error(`${path} is too large to be a master key`);
    return parseMasterKey(await file.readFile('utf8'), path);
  } finally {
    await file.close();
  }
}

/** Writes a whole file beside the place and then links it there, which fails if another process was first. */
async function createKey(folder: string, path: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomBytes(8).toString('hex')}`;
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(`${randomBytes(KEY_BYTES).toString('hex')}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await link(draft, path);
    await syncFolder(folder);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return;
    throw new Error(
      `${path} cannot be created (${messageOf(error)}); set DOCKET_MASTER_KEY instead, ${MAKE_ONE}`,
    );
  } finally {
    await unlink(draft).catch(() => undefined);
  }
}

/** The file's name, too, must survive a power cut: what is encrypted with the key is lost without it. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
