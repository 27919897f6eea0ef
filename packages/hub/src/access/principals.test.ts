import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { ServiceError } from '../errors.js';
import type { AccessKeyRow, PrincipalRow } from '../store/control.js';
import { Principals, type PrincipalsOptions, ROOT_POLICIES } from './principals.js';
import { Secrets } from './secrets.js';

const secrets = new Secrets(randomBytes(32));
const ACCOUNT = '111122223333';
const UNRECOGNIZED = new ServiceError(
  'UnrecognizedClientException',
  'The security token included in the request is invalid.',
);

/** A control store that counts what it is asked. */
class Rows {
  keys = new Map<string, AccessKeyRow>();
  principals = new Map<string, PrincipalRow>();
  asked: string[] = [];
  broken = false;

  addKey(accessKeyId: string, over: Partial<AccessKeyRow> = {}): void {
    this.keys.set(accessKeyId, {
      accessKeyId,
      account: ACCOUNT,
      principal: 'root',
      secret: secrets.encrypt(accessKeyId, `secret of ${accessKeyId}`),
      sessionToken: null,
      active: true,
      createdAt: '2024-01-01T00:00:00.000Z',
      ...over,
    });
  }

  addUser(name: string, policies: string): void {
    this.principals.set(name, { account: ACCOUNT, name, policies, createdAt: '2024-01-01T00:00:00.000Z' });
  }

  async getAccessKey(id: string): Promise<AccessKeyRow | undefined> {
    this.asked.push(id);
    if (this.broken) throw new Error('the store is away');
    return this.keys.get(id);
  }

  async getPrincipal(_account: string, name: string): Promise<PrincipalRow | undefined> {
    return this.principals.get(name);
  }
}

function setUp(options: Partial<PrincipalsOptions> = {}) {
  const rows = new Rows();
  const time = { now: 0 };
  const principals = new Principals({ store: rows, secrets, clock: () => time.now, ...options });
  const find = (id: string, token?: string, region = 'eu-west-1') => principals.findCaller(id, token, region);
  return { rows, time, principals, find };
}

describe('findCaller', () => {
  test('root may do everything', async () => {
    const { rows, find } = setUp();
    rows.addKey('AKIAROOT');
    expect(await find('AKIAROOT')).toEqual({
      caller: {
        account: ACCOUNT,
        arn: `arn:aws:iam::${ACCOUNT}:root`,
        userId: ACCOUNT,
        accessKeyId: 'AKIAROOT',
        region: 'eu-west-1',
        policies: ROOT_POLICIES,
      },
      secretKey: 'secret of AKIAROOT',
    });
    expect((await find('AKIAROOT', undefined, 'cn-north-1')).caller.arn).toBe(
      `arn:aws-cn:iam::${ACCOUNT}:root`,
    );
  });

  test('a user has its own policies', async () => {
    const { rows, find } = setUp();
    rows.addKey('AKIAUSER', { principal: 'scanner' });
    await expect(find('AKIAUSER')).rejects.toThrow(UNRECOGNIZED);
    rows.addUser('scanner', '[{"Statement":{"Effect":"Allow","Action":"securityhub:*","Resource":"*"}}]');
    const { caller } = await setUp({ store: rows }).find('AKIAUSER');
    expect(caller.arn).toBe(`arn:aws:iam::${ACCOUNT}:user/scanner`);
    expect(caller.userId).toMatch(/^AIDA/);
    expect(caller.policies).toEqual([
      { Statement: [{ Effect: 'Allow', Action: ['securityhub:*'], Resource: ['*'] }] },
    ]);
  });

  test('unknown, inactive and impossible keys are not told apart', async () => {
    const { rows, find } = setUp();
    rows.addKey('AKIAOFF', { active: false });
    for (const id of ['AKIANONE', 'AKIAOFF', '', '../x', 'a b', 'A'.repeat(129), '__proto__']) {
      await expect(find(id)).rejects.toThrow(UNRECOGNIZED);
    }
    expect(rows.asked).toEqual(['AKIANONE', 'AKIAOFF', '__proto__']);
  });

  test('the session token must be the one of the key', async () => {
    const { rows, find } = setUp();
    rows.addKey('ASIATEMP', { sessionToken: 'token' });
    rows.addKey('AKIALONG');
    expect((await find('ASIATEMP', 'token')).secretKey).toBe('secret of ASIATEMP');
    for (const wrong of [undefined, '', 'Token', 'token ']) {
      await expect(find('ASIATEMP', wrong)).rejects.toThrow(UNRECOGNIZED);
    }
    await expect(find('AKIALONG', 'token')).rejects.toThrow(UNRECOGNIZED);
    await expect(find('AKIALONG', '')).rejects.toThrow(UNRECOGNIZED);
  });
});

describe('what the store said', () => {
  test('is used for a second and no longer', async () => {
    const { rows, time, find } = setUp();
    rows.addKey('AKIAROOT');
    await Promise.all([find('AKIAROOT'), find('AKIAROOT'), find('AKIAROOT', undefined, 'us-east-1')]);
    time.now = 750;
    await find('AKIAROOT');
    expect(rows.asked).toHaveLength(1);
    rows.addKey('AKIAROOT', { active: false });
    await find('AKIAROOT');
    time.now = 1000;
    await expect(find('AKIAROOT')).rejects.toThrow(UNRECOGNIZED);
    expect(rows.asked).toHaveLength(2);
  });

  test('can be forgotten at once', async () => {
    const { rows, principals, find } = setUp();
    await expect(find('AKIANEW')).rejects.toThrow(UNRECOGNIZED);
    rows.addKey('AKIANEW');
    principals.forget();
    expect((await find('AKIANEW')).caller.account).toBe(ACCOUNT);
  });

  test('is not remembered if it was a failure', async () => {
    const { rows, find } = setUp();
    rows.addKey('AKIAROOT');
    rows.broken = true;
    await expect(find('AKIAROOT')).rejects.toThrow('the store is away');
    rows.broken = false;
    expect((await find('AKIAROOT')).caller.account).toBe(ACCOUNT);
  });

  test('about strangers does not pile up', async () => {
    const { rows, find } = setUp({ limit: 10 });
    rows.addKey('AKIAROOT');
    await find('AKIAROOT');
    for (let i = 0; i < 100; i += 1) await find(`AKIA${i}`).catch(() => undefined);
    await find('AKIA99').catch(() => undefined);
    await find('AKIA90').catch(() => undefined);
    expect(rows.asked).toHaveLength(101);
    await find('AKIAROOT');
    expect(rows.asked).toHaveLength(102);
  });
});
