/** Beginnings of IPv6 addresses after which an IPv4 address stands to which they lead, and how many groups they have. */
const PREFIXES: readonly (readonly [prefix: RegExp, groups: number])[] = [
  // Compatible with IPv4; what begins with two groups more of zeros is none, such as ::1.
  [/^(0:){6}(?!0:)/, 6],
  // Mapped, and translated.
  [/^(0:){5}ffff:/, 6],
  [/^(0:){4}ffff:0:/, 6],
  // Translated by the network (NAT64), with the prefix of everybody or one of its own.
  [/^64:ff9b:(0:){4}/, 6],
  [/^64:ff9b:1:/, 6],
  // Carried by the network (6to4).
  [/^2002:/, 1],
];

/**
 * The IPv4 addresses to which an IPv6 address may lead.
 *
 * @param address valid; it may name a zone
 */
export function embeddedAddresses(address: string): string[] {
  const groups = groupsOf(address);
  const text = groups.map((group) => group.toString(16)).join(':');
  return PREFIXES.filter(([prefix]) => prefix.test(text)).map(([, at]) =>
    groups
      .slice(at, at + 2)
      .flatMap((group) => [group >> 8, group & 0xff])
      .join('.'),
  );
}

/** All eight. */
function groupsOf(address: string): number[] {
  // Written in one way, and without dots.
  const { hostname } = new URL(`http://[${address.replace(/%.*$/, '')}]/`);
  const [head, tail] = hostname
    .slice(1, -1)
    .split('::')
    .map((half) =>
      half
        .split(':')
        .filter(Boolean)
        .map((group) => Number.parseInt(group, 16)),
    );
  const [first, last] = [head ?? [], tail ?? []];
  return [...first, ...Array<number>(8 - first.length - last.length).fill(0), ...last];
}
