import { lookup as resolve } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { parseCidr } from '../../access/cidr.js';
import { embeddedAddresses } from './embedded-addresses.js';

/**
 * Where no webhook leads unless the operator says so: the addresses at which clouds hand their machines' credentials and
 * settings to whoever asks.
 */
export const DENIED_NETWORKS = [
  ...['169.254.0.0/16', 'fe80::/10', 'fd00:ec2::254/128', 'fd20:ce::254/128', 'fd00:42::42/128'],
  ...['100.100.100.200/32', '168.63.129.16/32', '192.0.0.192/32'],
];

/** Where none leads at all: to nobody, which many systems take for themselves, and to many at once. */
const NOBODY = ['0.0.0.0/8', '::/128', '224.0.0.0/4', 'ff00::/8', '255.255.255.255/32'];

/** Which addresses webhooks may lead to. */
export interface Networks {
  /** Why an address may not be reached; undefined if it may, or if it is a name. */
  refuses(address: string): string | undefined;
  /** Resolves names, and refuses those that lead where nothing may: checked when a connection is made, not before. */
  lookup: LookupFunction;
}

/**
 * @param denied ranges of addresses, such as `10.0.0.0/8`
 * @throws Error for what is no range
 */
export function createNetworks(denied: readonly string[]): Networks {
  const list = new BlockList();
  for (const text of [...NOBODY, ...denied]) {
    const range = parseCidr(text);
    if (range === undefined) throw new Error(`"${text}" is no range of addresses such as 10.0.0.0/8`);
    list.addSubnet(range.address, range.prefix, range.family);
  }
  const denies = (address: string): boolean => {
    if (isIP(address) !== 6) return isIP(address) === 4 && list.check(address, 'ipv4');
    return (
      list.check(address, 'ipv6') || embeddedAddresses(address).some((inner) => list.check(inner, 'ipv4'))
    );
  };
  const refuses = (address: string): string | undefined =>
    denies(address) ? `${address} is in a network that webhooks may not lead to (--webhook-deny)` : undefined;
  const lookup: LookupFunction = (hostname, options, done) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) return done(error, []);
      const allowed = found.filter(({ address }) => refuses(address) === undefined);
      const [first] = allowed;
      if (first === undefined) {
        return done(new Error(refuses(found[0]?.address ?? '') ?? `${hostname} has no address`), []);
      }
      if (options.all === true) return done(null, allowed);
      return done(null, first.address, first.family);
    });
  };
  return { refuses, lookup };
}
