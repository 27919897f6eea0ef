import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newAccessKeyId, newSecretKey, userIdOf } from './keys.js';
import { masterKeyFile, parseMasterKey } from './master-key.js';
import { Secrets } from './secrets.js';

const settings = () => {
  const map = new Map<string, string>();
  return {
    claimSetting: (name: string, value: string) => {
      const there = map.get(name) ?? value;
      map.set(name, there);
      return Promise.resolve(there);
    },
  };
};

describe('secrets', () => {
  const secrets = new Secrets(randomBytes(32));

  test('come back as they were, and look different every time', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ unit: 'grapheme' }), (id, secret) => {
        const sealed = secrets.encrypt(id, secret);
        expect(secrets.decrypt(id, sealed)).toBe(secret);
        expect(secrets.encrypt(id, secret)).not.toBe(sealed);
        if (secret.length > 3) expect(sealed).not.toContain(secret);
      }),
    );
  });

  test('belong to one access key', () => {
    const sealed = secrets.encrypt('AKIA1', 'secret');
    expect(() => secrets.decrypt('AKIA2', sealed)).toThrow(/secret of access key AKIA2 cannot be decrypted/);
  });

  test('cannot be changed unnoticed', () => {
    const sealed = secrets.encrypt('AKIA1', 'secret');
    const bytes = Buffer.from(sealed.slice(3), 'base64');
    for (let i = 0; i < bytes.length; i += 1) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(i) ^ 1, i);
      expect(() => secrets.decrypt('AKIA1', `v1:${changed.toString('base64')}`)).toThrow(
        /cannot be decrypted/,
      );
    }
    for (const damaged of ['', 'secret', 'v1:', 'v1:AAAA', sealed.replace('v1', 'v2')]) {
      expect(() => secrets.decrypt('AKIA1', damaged)).toThrow(/is damaged/);
    }
  });

  test('another master key is found out at the start, with the remedy', async () => {
    const store = settings();
    await secrets.checkAgainst(store);
    await secrets.checkAgainst(store);
    await expect(new Secrets(randomBytes(32)).checkAgainst(store)).rejects.toThrow(
      /^The stored secrets were encrypted with another master key\. Start with the DOCKET_MASTER_KEY, or the master\.key file/,
    );
  });

  test('of two master keys that come to a new store at once, one is taken', async () => {
    const store = settings();
    const outcomes = await Promise.allSettled([
      secrets.checkAgainst(store),
      new Secrets(randomBytes(32)).checkAgainst(store),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('a master key given as text', () => {
  const key = randomBytes(32);
  test('is hex or base64', () => {
    const forms = [
      key.toString('hex'),
      key.toString('hex').toUpperCase(),
      key.toString('base64'),
      ` ${key.toString('base64url')}\n`,
    ];
    for (const form of forms) expect(parseMasterKey(form)).toEqual(key);
  });

  test('of any other form is refused and not repeated', () => {
    for (const text of [
      '',
      'password',
      key.toString('hex').slice(2),
      `${key.toString('hex')}00`,
      randomBytes(33).toString('base64'),
    ]) {
      expect(() => parseMasterKey(text)).toThrow(
        'DOCKET_MASTER_KEY must be 32 bytes in hex (64 characters) or base64; make one with: openssl rand -hex 32',
      );
    }
  });
});

describe('a master key file', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'docket-key-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  test('is made once, for its owner only', async () => {
    const nested = join(folder, 'data');
    const key = await masterKeyFile(nested);
    expect(key).toHaveLength(32);
    expect(await masterKeyFile(nested)).toEqual(key);
    expect((await stat(join(nested, 'master.key'))).mode & 0o777).toBe(0o600);
    expect(await readdir(nested)).toEqual(['master.key']);
    expect(await readFile(join(nested, 'master.key'), 'utf8')).toBe(`${key.toString('hex')}\n`);
  });

  test.skipIf(process.platform === 'win32').each([0o640, 0o604, 0o620, 0o666])(
    'that others can reach (mode %o) is refused with the remedy',
    async (mode) => {
      await masterKeyFile(folder);
      const path = join(folder, 'master.key');
      await chmod(path, mode);
      await expect(masterKeyFile(folder)).rejects.toThrow(`run: chmod 600 '${path}'`);
      await chmod(path, 0o600);
      expect(await masterKeyFile(folder)).toHaveLength(32);
    },
  );

  test('that holds something else is refused and left alone', async () => {
    const path = join(folder, 'master.key');
    await writeFile(path, 'half a k', { mode: 0o600 });
    await expect(masterKeyFile(folder)).rejects.toThrow(`${path} must be 32 bytes in hex`);
    expect(await readFile(path, 'utf8')).toBe('half a k');
    await rm(path);
    await symlink(folder, path);
    await expect(masterKeyFile(folder)).rejects.toThrow(`${path} must be a regular file`);
  });

  test('is the same for processes that start at once', async () => {
    const script = join(folder, 'start.mjs');
    const module = new URL('./master-key.js', import.meta.url).href;
    await writeFile(
      script,
      `import { masterKeyFile } from ${JSON.stringify(module)};
       process.once('message', async (folder) => {
         process.send((await masterKeyFile(folder)).toString('hex'), () => process.disconnect());
       });
       process.send('ready');`,
    );
    const data = join(folder, 'data');
    const children = Array.from({ length: 4 }, () => fork(script));
    const next = (child: (typeof children)[number]): Promise<unknown> =>
      new Promise((resolve, reject) => child.once('message', resolve).once('error', reject));
    await Promise.all(children.map(next));
    const keys = await Promise.all(
      children.map((child) => {
        const key = next(child);
        child.send(data);
        return key;
      }),
    );
    const within = await Promise.all(Array.from({ length: 8 }, () => masterKeyFile(data)));
    expect(new Set([...keys, ...within.map((key) => key.toString('hex'))]).size).toBe(1);
    expect(await readdir(data)).toEqual(['master.key']);
  });

  test('is the same for many starts in one process', async () => {
    const keys = await Promise.all(Array.from({ length: 16 }, () => masterKeyFile(folder)));
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1);
    expect(await readdir(folder)).toEqual(['master.key']);
  });
});

describe('keys', () => {
  test('look as those of the service and never repeat', () => {
    const ids = Array.from({ length: 200 }, newAccessKeyId);
    const made = Array.from({ length: 200 }, newSecretKey);
    for (const id of ids) expect(id).toMatch(/^AKIA[A-Z2-7]{16}$/);
    for (const secret of made) expect(secret).toMatch(/^[A-Za-z0-9+/]{40}$/);
    expect(new Set([...ids, ...made]).size).toBe(400);
  });

  test('user ids are stable and differ by account and name', () => {
    expect(userIdOf('111122223333', 'root')).toBe('111122223333');
    expect(userIdOf('111122223333', 'a')).toMatch(/^AIDA[A-Z2-7]{17}$/);
    expect(userIdOf('111122223333', 'a')).toBe(userIdOf('111122223333', 'a'));
    const all = [
      ['1', 'a'],
      ['2', 'a'],
      ['1', 'b'],
    ].map(([account = '', name = '']) => userIdOf(account, name));
    expect(new Set(all).size).toBe(3);
  });
});
