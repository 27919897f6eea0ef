import { itemAt, Random } from './random.js';

/**
 * @typedef {object} Source
 * @property {string} account
 * @property {string} region
 * @property {number} [seed] findings of the same seed and index are the same
 *
 * @typedef {object} Finding a finding as these tests send it; the hub's own types are not used, so that they cannot hide a fault
 * @property {string} SchemaVersion
 * @property {string} Id
 * @property {string} ProductArn
 * @property {string} ProductName
 * @property {string} CompanyName
 * @property {string} GeneratorId
 * @property {string} AwsAccountId
 * @property {string} Region
 * @property {string[]} Types
 * @property {string} CreatedAt
 * @property {string} UpdatedAt
 * @property {Record<string, unknown>} Severity
 * @property {string} Title
 * @property {string} Description
 * @property {{Recommendation: {Text: string, Url: string}}} Remediation
 * @property {Record<string, string>} ProductFields
 * @property {Record<string, unknown>[]} Resources
 * @property {Record<string, unknown>} [Compliance]
 * @property {Record<string, unknown>[]} [Vulnerabilities]
 * @property {string} RecordState
 */

const EPOCH = Date.UTC(2026, 2, 2, 6, 0, 0);
const MINUTE = 60_000;
const SMALLEST = 2500;
const LARGEST = 3000;

const SCANNERS = [
  { product: 'Kestrel', company: 'Harrier Labs', slug: 'kestrel' },
  { product: 'Image Ledger', company: 'Northwind Tools', slug: 'image-ledger' },
  { product: 'Baseline', company: 'Contoso Assurance', slug: 'baseline' },
  { product: 'Portwatch', company: 'Fabrikam', slug: 'portwatch' },
  { product: 'Secret Sieve', company: 'Harrier Labs', slug: 'secret-sieve' },
];

/** Rule, title and resource type. @type {readonly (readonly [string, string, string])[]} */
const CHECKS = [
  ['storage-public-read', 'Object storage bucket allows public read access', 'AwsS3Bucket'],
  ['storage-no-encryption', 'Object storage bucket has no default encryption', 'AwsS3Bucket'],
  ['storage-no-versioning', 'Object storage bucket keeps no versions', 'AwsS3Bucket'],
  ['storage-no-access-log', 'Object storage bucket writes no access log', 'AwsS3Bucket'],
  ['instance-public-address', 'Compute instance is reachable from the internet', 'AwsEc2Instance'],
  ['instance-old-metadata', 'Compute instance accepts metadata requests without a token', 'AwsEc2Instance'],
  ['instance-stale-image', 'Compute instance runs an image older than 180 days', 'AwsEc2Instance'],
  ['instance-unpatched', 'Compute instance lacks a security update', 'AwsEc2Instance'],
  ['group-open-ssh', 'Security group allows SSH from everywhere', 'AwsEc2SecurityGroup'],
  ['group-open-rdp', 'Security group allows remote desktop from everywhere', 'AwsEc2SecurityGroup'],
  ['group-unused', 'Security group is attached to nothing', 'AwsEc2SecurityGroup'],
  ['function-old-runtime', 'Function uses a runtime that is no longer maintained', 'AwsLambdaFunction'],
  ['function-secret-in-env', 'Function carries a credential in its environment', 'AwsLambdaFunction'],
  ['function-wide-role', 'Function runs with a role that allows every action', 'AwsLambdaFunction'],
  ['image-openssl', 'Container image ships a vulnerable OpenSSL', 'Container'],
  ['image-zlib', 'Container image ships a vulnerable zlib', 'Container'],
  ['image-root-user', 'Container image runs its process as root', 'Container'],
  ['cluster-anonymous', 'Cluster answers anonymous requests', 'Other'],
  ['cluster-audit-off', 'Cluster keeps no audit log', 'Other'],
  ['host-weak-cipher', 'Host offers a weak cipher suite', 'Other'],
];

const WORDS =
  'service request address policy control token channel release package owner team schedule network boundary session certificate account record change review evidence exposure version report window tenant cluster volume replica gateway listener'.split(
    ' ',
  );
const SEVERITIES = ['INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'];
const TEAMS = ['payments', 'identity', 'data-platform', 'storefront', 'logistics', 'research'];

/**
 * The finding with this number: realistic in its attributes and 2.5 to 3 KB as compact JSON. It depends on its
 * arguments alone. Version 1 is the first; later versions have a later UpdatedAt and differ in severity, title,
 * description, product fields, tags and recommendation, each of which names the version (`versionMarks`).
 *
 * @param {Source} source
 * @param {number} index
 * @param {number} [version]
 * @returns {Finding}
 */
export function makeFinding(source, index, version = 1) {
  const fixed = new Random(((source.seed ?? 1) * 1_000_003 + index) | 0);
  const check = fixed.pick(CHECKS);
  const scanner = fixed.pick(SCANNERS);
  const id = fixed.hex(32);
  const created = EPOCH + (index % 40_000) * MINUTE;
  const severity = itemAt(SEVERITIES, (fixed.integer(0, 4) + version - 1) % SEVERITIES.length);
  /** @type {Finding} */
  const finding = {
    SchemaVersion: '2018-10-08',
    Id: `${scanner.slug}/${source.region}/${source.account}/${check[0]}/${id}`,
    ProductArn: `arn:aws:securityhub:${source.region}:${source.account}:product/${source.account}/default`,
    ProductName: scanner.product,
    CompanyName: scanner.company,
    GeneratorId: `${scanner.slug}/rules/${check[0]}`,
    AwsAccountId: source.account,
    Region: source.region,
    Types: [
      'Software and Configuration Checks/Vulnerabilities/CVE',
      `Software and Configuration Checks/${scanner.product} Best Practices/v${version}`,
    ],
    CreatedAt: new Date(created).toISOString(),
    UpdatedAt: new Date(created + version * MINUTE).toISOString(),
    Severity: { Label: severity, Original: `${severity.toLowerCase()} v${version}` },
    Title: `${check[1]} (v${version})`,
    Description: '',
    Remediation: {
      Recommendation: {
        Text: `v${version}: ${sentence(fixed, 18)} Follow the runbook of the owning team and record the change.`,
        Url: `https://runbooks.example.com/${scanner.slug}/${check[0]}`,
      },
    },
    ProductFields: {
      'example/scanVersion': `v${version}`,
      'example/scanId': `scan-${fixed.hex(12)}`,
      'example/ruleRevision': `2026.${fixed.integer(1, 12)}.${fixed.integer(0, 9)}`,
      'example/engine': `${scanner.slug}-engine/4.${fixed.integer(0, 30)}.${fixed.integer(0, 9)}`,
      'example/evidenceDigest': `sha256:${fixed.hex(64)}`,
    },
    Resources: [resource(fixed, source, check[2], version)],
    ...extras(fixed, check[2]),
    RecordState: 'ACTIVE',
  };
  finding.Description = description(fixed, finding, version);
  return finding;
}

/**
 * Numbers `from` (inclusive) to `to` (exclusive).
 *
 * @param {Source} source
 * @param {number} from
 * @param {number} to
 * @param {number} [version]
 */
export function makeFindings(source, from, to, version = 1) {
  return Array.from({ length: to - from }, (_, offset) => makeFinding(source, from + offset, version));
}

/**
 * Every version that a finding names in its attributes: one number for a finding that is whole.
 *
 * @param {Record<string, unknown>} finding
 * @returns {number[]} distinct, ascending
 */
export function versionMarks(finding) {
  const { Title, Description, Types, ProductFields, Remediation, Resources, FindingProviderFields } = finding;
  const text = JSON.stringify({
    Title,
    Description,
    Types,
    ProductFields,
    Remediation,
    Resources,
    FindingProviderFields,
  });
  const marks = [...text.matchAll(/\bv(\d+)\b/g)].map((match) => Number(match[1]));
  return [...new Set(marks)].sort((a, b) => a - b);
}

/**
 * Words up to a size drawn for this finding, so that the whole is between 2.5 and 3 KB.
 *
 * @param {Random} random
 * @param {Finding} finding with an empty Description
 * @param {number} version
 */
function description(random, finding, version) {
  const goal = random.integer(SMALLEST + 40, LARGEST - 40);
  const room = goal - Buffer.byteLength(JSON.stringify(finding));
  let text = `v${version}: ${sentence(random, 8)}`;
  while (text.length < room) text += ` ${sentence(random, random.integer(6, 14))}`;
  return text.slice(0, Math.max(40, Math.min(room, 1024))).trimEnd();
}

/**
 * @param {Random} random
 * @param {number} words
 */
function sentence(random, words) {
  const text = Array.from({ length: words }, () => random.pick(WORDS)).join(' ');
  return `${text[0]?.toUpperCase()}${text.slice(1)}.`;
}

/**
 * @param {Random} random
 * @param {Source} source
 * @param {string} type
 * @param {number} version
 */
function resource(random, source, type, version) {
  const name = `${random.pick(TEAMS)}-${random.hex(10)}`;
  return {
    Type: type,
    Id: `arn:aws:example:${source.region}:${source.account}:${type.toLowerCase()}/${name}`,
    Partition: 'aws',
    Region: source.region,
    Tags: {
      Team: random.pick(TEAMS),
      Environment: random.pick(['production', 'staging', 'test']),
      CostCenter: `cc-${random.integer(100, 999)}`,
      LastScan: `v${version}`,
    },
    Details: details(random, type, name),
  };
}

/**
 * @param {Random} random
 * @param {string} type
 * @param {string} name
 */
function details(random, type, name) {
  switch (type) {
    case 'AwsS3Bucket':
      return {
        AwsS3Bucket: {
          OwnerId: random.hex(64),
          OwnerName: name,
          CreatedAt: new Date(EPOCH - random.integer(1, 900) * 1440 * MINUTE).toISOString(),
          ServerSideEncryptionConfiguration: {
            Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
          },
        },
      };
    case 'AwsEc2Instance':
      return {
        AwsEc2Instance: {
          Type: random.pick(['m6i.large', 'c7g.xlarge', 't4g.medium']),
          ImageId: `ami-${random.hex(17)}`,
          IpV4Addresses: [`198.51.100.${random.integer(1, 254)}`, `10.0.${random.integer(0, 255)}.7`],
          KeyName: name,
          VpcId: `vpc-${random.hex(17)}`,
          SubnetId: `subnet-${random.hex(17)}`,
          LaunchedAt: new Date(EPOCH - random.integer(1, 400) * 1440 * MINUTE).toISOString(),
        },
      };
    case 'AwsEc2SecurityGroup':
      return {
        AwsEc2SecurityGroup: {
          GroupName: name,
          GroupId: `sg-${random.hex(17)}`,
          OwnerId: '123456789012',
          VpcId: `vpc-${random.hex(17)}`,
          IpPermissions: [
            {
              IpProtocol: 'tcp',
              FromPort: random.pick([22, 3389]),
              ToPort: 3389,
              IpRanges: [{ CidrIp: '0.0.0.0/0' }],
            },
          ],
        },
      };
    case 'AwsLambdaFunction':
      return {
        AwsLambdaFunction: {
          FunctionName: name,
          Runtime: random.pick(['nodejs14.x', 'python3.7', 'ruby2.7']),
          Handler: 'index.handler',
          CodeSha256: random.hex(44),
          LastModified: new Date(EPOCH - random.integer(1, 900) * 1440 * MINUTE).toISOString(),
          RevisionId: random.hex(32),
        },
      };
    case 'Container':
      return {
        Container: {
          Name: name,
          ImageId: `sha256:${random.hex(64)}`,
          ImageName: `registry.example.com/${name}:1.${random.integer(0, 40)}`,
          LaunchedAt: new Date(EPOCH - random.integer(1, 100) * 1440 * MINUTE).toISOString(),
        },
      };
    default:
      return {
        Other: {
          hostname: `${name}.internal.example.com`,
          kernel: `6.1.${random.integer(0, 120)}`,
          digest: random.hex(64),
          agent: `agent/2.${random.integer(0, 20)}`,
        },
      };
  }
}

/**
 * A control verdict for configuration findings, a vulnerability for images and unpatched hosts.
 *
 * @param {Random} random
 * @param {string} type
 */
function extras(random, type) {
  if (type !== 'Container' && !random.chance(0.2)) {
    return {
      Compliance: {
        Status: random.pick(['FAILED', 'WARNING', 'PASSED']),
        RelatedRequirements: [
          `PCI DSS v4.0.1/${random.integer(1, 12)}.${random.integer(1, 9)}`,
          'ISO 27001:2022/A.8.8',
        ],
        SecurityControlId: `EX.${random.integer(1, 60)}`,
      },
    };
  }
  return {
    Vulnerabilities: [
      {
        Id: `CVE-2025-${random.integer(10_000, 49_999)}`,
        VulnerablePackages: [
          {
            Name: random.pick(['openssl', 'zlib', 'curl', 'expat']),
            Version: `1.${random.integer(0, 9)}.${random.integer(0, 30)}`,
            Epoch: '0',
            Release: 'r2',
            Architecture: 'x86_64',
            PackageManager: 'OS',
          },
        ],
        Cvss: [
          {
            Version: '3.1',
            BaseScore: random.integer(10, 99) / 10,
            BaseVector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
          },
        ],
        Vendor: {
          Name: 'Example Advisory Service',
          Url: 'https://advisories.example.com/',
          VendorSeverity: 'High',
        },
        ReferenceUrls: [`https://advisories.example.com/${random.hex(8)}`],
      },
    ],
  };
}
