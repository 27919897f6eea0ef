import { isIP } from 'node:net';
import type { Cidr } from '../../access/cidr.js';
import type { Range } from './tree.js';

const BITS = 128;
const IPV4_BITS = 32;
const IPV4_MAPPED = 0xffffn << 32n;

/**
 * An IP address as 32 hexadecimal digits, so that comparing text compares addresses, in JavaScript and in every
 * engine. An IPv4 address becomes the IPv6 address that it maps to (`::ffff:a.b.c.d`), so that it is the same however
 * it is written. An IPv6 zone is left out.
 *
 * @returns undefined for anything that is not an address
 */
export function addressKey(text: string): string | undefined {
  const version = isIP(text);
  if (version === 0) return undefined;
  return keyOf(version === 4 ? IPV4_MAPPED | ipv4(text) : ipv6(text.replace(/%.*$/s, '')));
}

/** The first and the last address of a block, as keys. */
export function addressRange({ address, prefix, family }: Cidr): Range<string> {
  const base = family === 'ipv4' ? IPV4_MAPPED | ipv4(address) : ipv6(address);
  const free = BigInt((family === 'ipv4' ? IPV4_BITS : BITS) - prefix);
  const first = (base >> free) << free;
  return { gte: keyOf(first), lte: keyOf(first | ((1n << free) - 1n)) };
}

const keyOf = (address: bigint): string => address.toString(16).padStart(BITS / 4, '0');

const ipv4 = (text: string): bigint => text.split('.').reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);

/** @param text an IPv6 address without a zone */
function ipv6(text: string): bigint {
  const [left = '', right] = text.split('::');
  const head = groups(left);
  const tail = right === undefined ? [] : groups(right);
  const zeros = new Array<bigint>(BITS / 16 - head.length - tail.length).fill(0n);
  return [...head, ...zeros, ...tail].reduce((sum, group) => (sum << 16n) | group, 0n);
}

/** The 16-bit groups of one side of `::`; the last two may be written as an IPv4 address. */
function groups(text: string): bigint[] {
  if (text === '') return [];
  return text.split(':').flatMap((part) => {
    if (!part.includes('.')) return [BigInt(`0x${part}`)];
    const address = ipv4(part);
    return [address >> 16n, address & 0xffffn];
  });
}
