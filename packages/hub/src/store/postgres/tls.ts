import { readFile } from 'node:fs/promises';
import type { ConnectionOptions } from 'node:tls';

/**
 * `prefer` is what holds where nothing is said, as in libpq: encrypted if the server can, and no protection against
 * somebody who sits on the line.
 */
export type Tls =
  | { mode: 'disable' }
  | { mode: 'prefer'; options: ConnectionOptions }
  | { mode: 'demand'; options: ConnectionOptions };

const MODES = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full'] as const;
type Mode = (typeof MODES)[number];

/**
 * Reads the TLS parameters of a database URL, which mean what they mean to libpq.
 *
 * @param parameter gives a parameter's text
 * @throws Error that says what is wrong and what to do
 */
export async function readTls(parameter: (name: string) => string | undefined): Promise<Tls> {
  const mode = readMode(parameter('sslmode') ?? 'prefer');
  const [rootFile, certFile, keyFile] = ['sslrootcert', 'sslcert', 'sslkey'].map(parameter);
  if ((certFile === undefined) !== (keyFile === undefined)) {
    throw new Error('the database URL must give both sslcert and sslkey, or neither');
  }
  if (mode === 'verify-ca' && rootFile === undefined) {
    throw new Error(
      'sslmode=verify-ca needs sslrootcert=<file of the authority>; or use sslmode=verify-full',
    );
  }
  if (mode === 'disable') return { mode };
  const options: ConnectionOptions = {
    ...(rootFile !== undefined && { ca: await pem('sslrootcert', rootFile) }),
    ...(certFile !== undefined && { cert: await pem('sslcert', certFile) }),
    ...(keyFile !== undefined && { key: await pem('sslkey', keyFile) }),
    ...verification(mode, rootFile !== undefined),
  };
  return { mode: mode === 'prefer' ? 'prefer' : 'demand', options };
}

function readMode(text: string): Mode {
  const mode = MODES.find((name) => name === text);
  if (mode === undefined) throw new Error(`sslmode must be one of ${MODES.join(', ')}, not "${text}"`);
  return mode;
}

/** What of the server's certificate is checked. */
function verification(mode: Mode, hasRoot: boolean): ConnectionOptions {
  if (mode === 'verify-full') return { rejectUnauthorized: true };
  // libpq: with an authority at hand, require means verify-ca. The name in the certificate may be any.
  if (mode === 'verify-ca' || (mode === 'require' && hasRoot)) {
    return { rejectUnauthorized: true, checkServerIdentity: () => undefined };
  }
  return { rejectUnauthorized: false };
}

async function pem(parameter: string, path: string): Promise<string> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw new Error(`${parameter} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!text.includes('-----BEGIN ')) throw new Error(`${parameter} must be a PEM file: ${path}`);
  return text;
}
