import type { LookupAddress } from 'node:dns';
import { describe, expect, test } from 'vitest';
import { createNetworks, DENIED_NETWORKS } from './networks.js';

const refused = (denied: readonly string[], address: string): boolean =>
  createNetworks(denied).refuses(address) !== undefined;

describe('where credentials of machines are handed out', () => {
  test.each([
    '169.254.169.254',
    '100.100.100.200',
    '168.63.129.16',
    '192.0.0.192',
    'fe80::1',
    'fe80::1%eth0',
    'FD00:EC2:0::254',
    'fd20:ce::254',
    'fd00:42::42',
    // The same IPv4 address in what leads there.
    '::ffff:169.254.169.254',
    '::ffff:a9fe:a9fe',
    '::169.254.169.254',
    '::ffff:0:169.254.169.254',
    '64:ff9b::169.254.169.254',
    '64:ff9b:1::a9fe:a9fe',
    '2002:a9fe:a9fe::1',
  ])('%s', (address) => expect(refused(DENIED_NETWORKS, address)).toBe(true));
});

test.each(['0.0.0.0', '::', '::ffff:0.0.0.0', '255.255.255.255', '239.1.2.3', 'ff02::1', '64:ff9b::0.0.0.0'])(
  'nothing leads to %s, whatever the operator denies: it is no machine’s, or this one’s under another name',
  (address) => expect(refused(['10.0.0.0/8'], address)).toBe(true),
);

test.each([
  '127.0.0.1',
  '::1',
  '10.0.0.1',
  '192.0.2.1',
  '2001:db8::1',
  '64:ff9b::c000:201',
  '2002:c000:201::1',
])('%s is allowed unless the operator denies it', (address) =>
  expect(refused(DENIED_NETWORKS, address)).toBe(false),
);

test('what an operator denies is denied in all its forms', () => {
  const denied = ['127.0.0.0/8', '2001:db8::/32'];
  for (const address of ['127.1.2.3', '::ffff:7f00:1', '64:ff9b::127.0.0.1', '2001:db8::1']) {
    expect(refused(denied, address), address).toBe(true);
  }
  expect(refused(denied, '169.254.169.254')).toBe(false);
  expect(refused(denied, 'example.com')).toBe(false);
  expect(() => createNetworks(['everything'])).toThrow('"everything" is no range of addresses');
});

test('a name leads to nothing but what is allowed', async () => {
  const found = (denied: readonly string[]) =>
    new Promise<readonly LookupAddress[]>((resolve, reject) =>
      createNetworks(denied).lookup('localhost', { all: true }, (error, addresses) =>
        error === null && Array.isArray(addresses) ? resolve(addresses) : reject(error),
      ),
    );
  expect((await found([])).length).toBeGreaterThan(0);
  await expect(found(['127.0.0.0/8', '::1'])).rejects.toThrow(/^(127\.0\.0\.1|::1) is in a network/);
});
