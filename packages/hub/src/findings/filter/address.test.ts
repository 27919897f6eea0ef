import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchesCidr, parseCidr } from '../../access/cidr.js';
import { addressKey, addressRange } from './address.js';

const ipv4 = fc.ipV4();
const ipv6 = fc.ipV6();

describe('the key of an address', () => {
  test.each([
    ['::', '0'.repeat(32)],
    ['::1', '1'.padStart(32, '0')],
    ['1::', '1'.padStart(4, '0').padEnd(32, '0')],
    ['2001:DB8::A:b', '20010db800000000000000000000000a000b'.replace('0000', '')],
    ['1:2:3:4:5:6:7:8', '00010002000300040005000600070008'],
    ['1:2:3:4:5:6:7::', '00010002000300040005000600070000'],
    ['10.1.2.255', '00000000000000000000ffff0a0102ff'],
    ['::ffff:10.1.2.255', '00000000000000000000ffff0a0102ff'],
    ['::FFFF:a01:2ff', '00000000000000000000ffff0a0102ff'],
    ['1:2:3:4:5:6:1.2.3.4', '00010002000300040005000601020304'],
    ['fe80::1%eth0', 'fe800000000000000000000000000001'],
  ])('%s', (address, key) => {
    expect(addressKey(address)).toBe(key);
  });

  test.each(['', '10.0.0', '010.0.0.1', '10.0.0.1/8', '1::2::3', 'x', '10.0.0.1 ', ':', '%'])(
    'there is none for %j',
    (text) => {
      expect(addressKey(text)).toBeUndefined();
    },
  );
});

test('a range holds the addresses that lie in the block', () => {
  const blocks = fc.oneof(
    fc.tuple(ipv4, fc.integer({ min: 0, max: 32 })),
    fc.tuple(ipv6, fc.integer({ min: 0, max: 128 })),
  );
  // Most addresses lie in few blocks: also take the block's own with some bits changed.
  const near = fc.tuple(blocks, fc.integer({ min: 0, max: 255 })).map(([[base, length], last]) => ({
    base,
    length,
    address: base.includes(':') ? base : base.replace(/\d+$/, `${last}`),
  }));
  const far = fc
    .tuple(blocks, fc.oneof(ipv4, ipv6))
    .map(([[base, length], address]) => ({ base, length, address }));
  const outcomes = new Set<boolean>();
  fc.assert(
    fc.property(fc.oneof(near, far), ({ base, length, address }) => {
      const block = parseCidr(`${base}/${length}`);
      const key = addressKey(address);
      if (block === undefined || key === undefined) throw new Error(`${base}/${length} ${address}`);
      const { gte = '', lte = '' } = addressRange(block);
      expect(gte <= key && key <= lte).toBe(matchesCidr(address, block));
      outcomes.add(matchesCidr(address, block));
    }),
    { numRuns: 2_000, seed: 3 },
  );
  expect(outcomes.size).toBe(2);
});
