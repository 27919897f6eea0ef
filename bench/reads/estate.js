import { makeFindings } from '../../test/support/findings.js';
import { itemAt, Random } from '../../test/support/random.js';
import { CHECKS } from './checks.js';
import { productArn } from './products.js';
import { makeResource, placeOf } from './resources.js';

/**
 * Many accounts' findings, spread as in a large installation: see `estateFinding`.
 *
 * @typedef {object} Estate
 * @property {string} region
 * @property {string[]} accounts
 * @property {number} seed
 * @property {number} until milliseconds since 1970: nothing was updated later
 */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const UPDATED_WITHIN = 90 * DAY;
const ALREADY_THERE = 400 * DAY;
/** Texts are a check's more than a finding's, and costly to make: so many are used again and again. */
const FILLERS = makeFindings({ account: '123456789012', region: 'eu-central-1' }, 0, 500);
const SEVERITIES = ['INFORMATIONAL', 'LOW', 'LOW', 'LOW', 'MEDIUM', 'MEDIUM', 'HIGH', 'CRITICAL'];

/**
 * The finding of an account with this number; it depends on its arguments alone. Some 560 checks of thirty products on
 * resources of 25 types with one to twenty findings each, and one, the account, with many; one in ten archived, one in
 * seven with a workflow status of its own.
 *
 * @param {Estate} estate
 * @param {number} account which of the estate's
 * @param {number} number
 */
export function estateFinding(estate, account, number) {
  const { region } = estate;
  const name = estate.accounts[account] ?? '';
  const source = { account: name, region, seed: estate.seed * 1009 + account };
  const { resource: which, nth } = placeOf(number);
  const { kind, resource } = makeResource(source, source.seed * 7_368_787 + which);
  const random = new Random(source.seed * 15_485_863 + number);

  const checks = CHECKS.get(kind.type) ?? [];
  const check = itemAt(checks, (Math.floor(checks.length * random.next() ** 2) + nth) % checks.length);
  const { product } = check;
  const filler = random.pick(FILLERS);
  const { Compliance, Vulnerabilities, ...rest } = filler;
  return {
    ...rest,
    Id: `arn:aws:${product.slug}:${region}:${name}:finding/${random.hex(32)}`,
    ProductArn: productArn(product, region, name),
    AwsAccountId: name,
    Region: region,
    ProductFields: { ...filler.ProductFields, 'example/evidenceDigest': `sha256:${random.hex(64)}` },
    ProductName: product.name,
    CompanyName: product.company,
    GeneratorId: check.generator,
    Types: check.types,
    ...times(random, estate.until),
    Severity: { Label: random.chance(0.7) ? check.severity : random.pick(SEVERITIES) },
    Title: check.title,
    Resources: [resource],
    ...ofKind(random, check, filler),
    ...decisions(random, estate.until),
    RecordState: random.chance(0.1) ? 'ARCHIVED' : 'ACTIVE',
  };
}

/**
 * @param {Random} random
 * @param {number} until
 */
function times(random, until) {
  const updated = until - Math.floor(random.next() * UPDATED_WITHIN);
  const first = updated - Math.floor(random.next() ** 2 * ALREADY_THERE);
  const at = (/** @type {number} */ time) => new Date(time).toISOString();
  return {
    CreatedAt: at(first + Math.floor(random.next() * HOUR)),
    UpdatedAt: at(updated + HOUR < until ? updated + HOUR : updated),
    FirstObservedAt: at(first),
    LastObservedAt: at(updated),
  };
}

/**
 * What findings of this kind have beyond the others.
 *
 * @param {Random} random
 * @param {import('./checks.js').Check} check
 * @param {import('../../test/support/findings.js').Finding} filler
 */
function ofKind(random, { kind, title }, { Compliance, Vulnerabilities }) {
  if (kind === 'configuration') {
    const Status = random.pick(['FAILED', 'FAILED', 'FAILED', 'FAILED', 'PASSED', 'PASSED', 'WARNING']);
    return {
      Compliance: { ...Compliance, Status: random.chance(0.03) ? 'NOT_AVAILABLE' : Status },
    };
  }
  if (kind === 'vulnerability') {
    const [known] = Vulnerabilities ?? [];
    const FixAvailable = random.pick(['YES', 'NO', 'PARTIAL']);
    return { Vulnerabilities: [{ ...known, Id: title.split(' ')[0], FixAvailable }] };
  }
  if (kind === 'data') return { Confidence: random.integer(40, 99) };
  return {
    Network: {
      Direction: random.pick(['IN', 'OUT']),
      Protocol: random.pick(['TCP', 'TCP', 'UDP', 'ICMP']),
      SourceIpV4: `203.0.113.${random.integer(1, 254)}`,
      SourcePort: random.integer(1024, 65_535),
      DestinationIpV4: `10.${random.integer(0, 3)}.${random.integer(0, 255)}.7`,
      DestinationPort: random.pick([22, 53, 443, 3389]),
    },
    ThreatIntelIndicators: [
      { Type: 'IPV4_ADDRESS', Value: `192.0.2.${random.integer(1, 254)}`, Category: 'COMMAND_AND_CONTROL' },
    ],
  };
}

/**
 * What people have decided: new findings may bring it along.
 *
 * @param {Random} random
 * @param {number} until
 */
function decisions(random, until) {
  if (!random.chance(0.15)) return {};
  const Status = random.pick(['NOTIFIED', 'NOTIFIED', 'SUPPRESSED', 'SUPPRESSED', 'RESOLVED']);
  const ticket = `SEC-${random.integer(1, 9999)}`;
  return {
    Workflow: { Status },
    Note: {
      Text: `${ticket}: looked at, see there.`,
      UpdatedBy: `analyst-${random.integer(1, 12)}`,
      UpdatedAt: new Date(until).toISOString(),
    },
    ...(random.chance(0.5) && { UserDefinedFields: { ticket } }),
  };
}
