import { itemAt, Random } from '../../test/support/random.js';
import { RESOURCE_TYPES } from './checks.js';

/** How many findings the resources have, one after the other, again and again: one to twenty. */
const FINDINGS = [3, 1, 8, 2, 1, 13, 1, 5, 20, 1, 2, 4, 1, 10, 1, 6, 2, 1, 16, 1];
const ROUND = FINDINGS.reduce((sum, count) => sum + count, 0);
/** Findings of one resource lie scattered over so many, as scanners report check by check. */
const WINDOW = 500;
const STRIDE = 211;

const TEAMS = ['payments', 'identity', 'data-platform', 'storefront', 'logistics', 'research'];
const DAY = 86_400_000;

/**
 * The resource that the finding with this number is about.
 *
 * @param {number} number of the finding within its account
 * @returns {{resource: number, nth: number}} the resource's number, and which of its findings this is
 */
export function placeOf(number) {
  const window = number - (number % WINDOW);
  const place = window + (((number - window) * STRIDE) % WINDOW);
  const round = Math.floor(place / ROUND);
  let nth = place % ROUND;
  let within = 0;
  while (nth >= itemAt(FINDINGS, within)) {
    nth -= itemAt(FINDINGS, within);
    within += 1;
  }
  return { resource: round * FINDINGS.length + within, nth };
}

/**
 * A resource as every finding about it describes it. Among the types the first are the most frequent; all findings
 * about the account itself are about one resource.
 *
 * @param {{account: string, region: string}} place
 * @param {number} seed of this resource
 */
export function makeResource({ account, region }, seed) {
  const random = new Random(seed);
  const kind = itemAt(RESOURCE_TYPES, Math.floor(RESOURCE_TYPES.length * random.next() ** 1.8));
  const [service, sort] = kind.arn.split(':');
  const team = random.pick(TEAMS);
  const name = `${team}-${random.hex(12)}`;
  return {
    kind,
    resource: {
      Type: kind.type,
      Id:
        kind.type === 'AwsAccount'
          ? `AWS::::Account:${account}`
          : `arn:aws:${service}:${region}:${account}:${sort}/${name}`,
      Partition: 'aws',
      Region: region,
      Tags: {
        Team: team,
        Environment: random.pick(['production', 'production', 'staging', 'test']),
        CostCenter: `cc-${random.integer(100, 140)}`,
      },
      Details: details(random, kind.type, name),
    },
  };
}

/**
 * @param {Random} random
 * @param {string} type
 * @param {string} name
 */
function details(random, type, name) {
  const days = (/** @type {number} */ most) =>
    new Date(Date.UTC(2026, 0, 1) - random.integer(1, most) * DAY).toISOString();
  switch (type) {
    case 'AwsEc2Instance':
      return {
        [type]: {
          Type: random.pick(['m6i.large', 'c7g.xlarge', 't4g.medium', 'r6g.2xlarge']),
          ImageId: `ami-0${random.integer(1000, 1060)}d5c3b2a19`,
          IpV4Addresses: [
            `198.51.100.${random.integer(1, 254)}`,
            `10.${random.integer(0, 3)}.${random.integer(0, 255)}.7`,
          ],
          KeyName: name,
          VpcId: `vpc-0${random.integer(10, 19)}f2e4d6c8b`,
          SubnetId: `subnet-0${random.integer(10, 49)}a1b3c5d7e`,
          LaunchedAt: days(400),
        },
      };
    case 'AwsS3Bucket':
      return { [type]: { OwnerId: random.hex(64), OwnerName: name, CreatedAt: days(900) } };
    case 'AwsIamUser':
      return {
        [type]: { UserName: name, Path: '/', UserId: `AIDA${random.hex(16)}`, CreateDate: days(900) },
      };
    case 'AwsIamAccessKey':
      return {
        [type]: {
          PrincipalName: name,
          PrincipalType: 'IAMUser',
          Status: random.pick(['Active', 'Active', 'Inactive']),
          CreatedAt: days(900),
        },
      };
    case 'Container':
      return {
        [type]: {
          Name: name,
          ImageId: `sha256:${random.hex(64)}`,
          ImageName: `registry.example.com/${random.pick(TEAMS)}:1.${random.integer(0, 40)}`,
          LaunchedAt: days(100),
        },
      };
    default:
      return { Other: { name, digest: random.hex(64), agent: `agent/2.${random.integer(0, 20)}` } };
  }
}
