import { lookup as resolve } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { parseCidr } from '../../access/cidr.js';

/**
 * Where no webhook leads unless the operator says so: the addresses at which clouds hand their machines' credentials to
 * whoever asks, and those that are no single machine's.
 */
export const DENIED_NETWORKS = [
  '169.254.0.0/16',
  'fe80::/10',
  'fd00:ec2::254/128',
  '0.0.0.0/8',
  '::/128',
  '224.0.0.0/4',
  'ff00::/8',
];

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
  for (const text of denied) {
    const range = parseCidr(text);
    if (range === undefined) throw new Error(`"${text}" is no range of addresses such as 10.0.0.0/8`);
    list.addSubnet(range.address, range.prefix, range.family);
  }
  const refuses = (address: string): string | undefined =>
    isIP(address) !== 0 && list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
      ? `${address} is in a network that webhooks may not lead to (--webhook-deny)`
      : undefined;
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
