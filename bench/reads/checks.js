import { itemAt, Random } from '../../test/support/random.js';
import { PRODUCTS } from './products.js';

/**
 * @typedef {import('./products.js').Kind} Kind
 *
 * @typedef {object} Check
 * @property {Kind} kind
 * @property {string} title
 * @property {string} generator
 * @property {string[]} types
 * @property {string} severity the usual one
 * @property {import('./products.js').Product} product
 *
 * @typedef {object} ResourceType
 * @property {string} type
 * @property {string} noun
 * @property {string} arn service and kind in the resource's ARN
 * @property {Kind[]} kinds what it is checked for
 */

/** @param {string} type @param {string} noun @param {string} arn @param {Kind[]} kinds @returns {ResourceType} */
const resource = (type, noun, arn, ...kinds) => ({ type, noun, arn, kinds: ['configuration', ...kinds] });

/** The most frequent first. @type {readonly ResourceType[]} */
export const RESOURCE_TYPES = [
  resource('AwsEc2Instance', 'Compute instance', 'ec2:instance', 'vulnerability', 'threat'),
  resource('AwsS3Bucket', 'Storage bucket', 's3:bucket', 'data'),
  resource('AwsEcrContainerImage', 'Registry image', 'ecr:image', 'vulnerability'),
  resource('AwsEc2SecurityGroup', 'Security group', 'ec2:security-group'),
  resource('AwsIamUser', 'User', 'iam:user', 'threat'),
  resource('AwsAccount', 'Account', 'account:account', 'threat'),
  resource('AwsLambdaFunction', 'Function', 'lambda:function', 'vulnerability'),
  resource('AwsIamRole', 'Role', 'iam:role'),
  resource('AwsEc2Volume', 'Volume', 'ec2:volume'),
  resource('AwsRdsDbInstance', 'Database', 'rds:db', 'data'),
  resource('AwsIamAccessKey', 'Access key', 'iam:access-key', 'threat'),
  resource('AwsEc2Subnet', 'Subnet', 'ec2:subnet'),
  resource('AwsKmsKey', 'Encryption key', 'kms:key'),
  resource('Container', 'Container', 'ecs:container', 'vulnerability', 'threat'),
  resource('AwsIamPolicy', 'Policy', 'iam:policy'),
  resource('AwsSnsTopic', 'Topic', 'sns:topic'),
  resource('AwsSqsQueue', 'Queue', 'sqs:queue'),
  resource('AwsDynamoDbTable', 'Table', 'dynamodb:table', 'data'),
  resource('AwsElbv2LoadBalancer', 'Load balancer', 'elasticloadbalancing:loadbalancer'),
  resource('AwsEksCluster', 'Cluster', 'eks:cluster', 'threat'),
  resource('AwsCloudTrailTrail', 'Audit trail', 'cloudtrail:trail'),
  resource('AwsSecretsManagerSecret', 'Secret', 'secretsmanager:secret'),
  resource('AwsApiGatewayStage', 'Interface stage', 'apigateway:stage'),
  resource('AwsOpenSearchServiceDomain', 'Search domain', 'es:domain', 'data'),
  resource('Other', 'Host', 'example:host', 'vulnerability'),
];

const CHECKS_ROOT = 'Software and Configuration Checks';
const STANDARDS = `${CHECKS_ROOT}/Industry and Regulatory Standards`;

/** What is wrong, per kind, after the resource's noun: words, types of finding, usual severity. */
const PROBLEMS = /** @type {const} */ ({
  configuration: [
    ['has no owner tag', `${CHECKS_ROOT}/AWS Security Best Practices`, 'LOW'],
    ['is not encrypted at rest', `${STANDARDS}/PCI-DSS`, 'MEDIUM'],
    ['writes no access log', `${STANDARDS}/CIS AWS Foundations Benchmark`, 'MEDIUM'],
    ['is outside of monitoring', `${CHECKS_ROOT}/AWS Security Best Practices`, 'LOW'],
    ['lets everybody in by its policy', 'Effects/Data Exposure', 'CRITICAL'],
    ['was not used for 90 days', `${CHECKS_ROOT}/AWS Security Best Practices`, 'INFORMATIONAL'],
    [
      'is reachable from the internet',
      `${CHECKS_ROOT}/AWS Security Best Practices/Network Reachability`,
      'HIGH',
    ],
    ['keeps no backups', `${STANDARDS}/ISO 27001`, 'MEDIUM'],
    ['lacks protection against deletion', `${CHECKS_ROOT}/AWS Security Best Practices`, 'LOW'],
    ['accepts connections without TLS', `${STANDARDS}/PCI-DSS`, 'MEDIUM'],
    ['uses a key of the provider', `${STANDARDS}/ISO 27001`, 'INFORMATIONAL'],
    ['allows more actions than it needs', `${CHECKS_ROOT}/AWS Security Best Practices`, 'MEDIUM'],
    ['has a configuration unlike its template', `${CHECKS_ROOT}/Patch Management`, 'LOW'],
    ['carries a secret in clear text', 'Sensitive Data Identifications/Passwords', 'HIGH'],
    ['runs a version without support', `${CHECKS_ROOT}/Patch Management`, 'MEDIUM'],
    ['trusts an unknown account', `${STANDARDS}/CIS AWS Foundations Benchmark`, 'HIGH'],
  ],
  threat: [
    ['answers to a command server', 'TTPs/Command and Control/Backdoor:EC2-Command.B', 'HIGH'],
    ['was scanned for open ports', 'TTPs/Discovery/Recon:EC2-Portscan', 'LOW'],
    ['saw many failed logins', 'TTPs/Initial Access/UnauthorizedAccess:EC2-BruteForce', 'MEDIUM'],
    ['computes for a mining pool', 'Effects/Resource Consumption/Cryptocurrency:EC2-Pool.B', 'HIGH'],
    ['sends data to an unusual place', 'Effects/Data Exfiltration/Trojan:EC2-Lookups', 'CRITICAL'],
    ['is used at unusual hours', 'Unusual Behaviors/User/Anomalous hours', 'MEDIUM'],
  ],
  data: [
    ['holds personal data', 'Sensitive Data Identifications/PII', 'MEDIUM'],
    ['holds card numbers', 'Sensitive Data Identifications/Financial', 'HIGH'],
    ['holds health records', 'Sensitive Data Identifications/PII', 'HIGH'],
  ],
});

const PACKAGES = ['openssl', 'zlib', 'curl', 'expat', 'libxml2', 'glibc', 'sudo', 'python3', 'perl', 'krb5'];
const ADVISORIES = 100;
/** With a fixed seed: every account is checked for the same. */
const random = new Random(20_260_302);

/** Products are picked with the first ones more often. @param {Kind} kind */
function productFor(kind) {
  const able = PRODUCTS.filter(({ kinds }) => kinds.includes(kind));
  return itemAt(able, Math.floor(able.length * random.next() ** 1.5));
}

/** About a hundred advisories, each about one package. */
const vulnerabilities = Array.from({ length: ADVISORIES }, (_, number) => {
  const product = productFor('vulnerability');
  const name = `CVE-2025-${10_000 + number * 317}`;
  return {
    kind: /** @type {const} */ ('vulnerability'),
    product,
    title: `${name} - ${random.pick(PACKAGES)}`,
    generator: `${product.slug}/advisories/${name}`,
    types: [`${CHECKS_ROOT}/Vulnerabilities/CVE`],
    severity: random.pick(['LOW', 'MEDIUM', 'MEDIUM', 'HIGH', 'CRITICAL']),
  };
});

/**
 * @param {ResourceType} resourceType
 * @returns {Check[]} the most frequent first
 */
function checksOf({ type, noun, kinds }) {
  return kinds
    .flatMap((kind) => checksOfKind(kind, type, noun))
    .map((check) => ({ check, place: random.next() }))
    .sort((left, right) => left.place - right.place)
    .map(({ check }) => check);
}

/**
 * @param {Kind} kind
 * @param {string} type
 * @param {string} noun
 * @returns {Check[]}
 */
function checksOfKind(kind, type, noun) {
  if (kind === 'vulnerability') return vulnerabilities;
  return PROBLEMS[kind].map(([words, types, severity], number) => {
    const product = productFor(kind);
    const generator = `${product.slug}/rules/${type}.${number + 1}`;
    return { kind, product, generator, title: `${noun} ${words}`, types: [types], severity };
  });
}

/** Some 560 checks, by resource type. @type {ReadonlyMap<string, readonly Check[]>} */
export const CHECKS = new Map(RESOURCE_TYPES.map((type) => [type.type, checksOf(type)]));
