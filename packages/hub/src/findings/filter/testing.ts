import type { AwsSecurityFinding } from '@docket/asff';
import fc from 'fast-check';
import { ATTRIBUTES, type Attribute } from './attributes.js';

/**
 * Generators of findings and filters for property tests. Both draw from few values, so that they meet; among them are
 * texts that mean something to SQL, to patterns or to JavaScript objects, and must mean nothing here.
 */
const TEXTS = [
  '',
  'a',
  'ab',
  'abc',
  'A',
  'b',
  'a b',
  'ab-a',
  'HIGH',
  'NEW',
  '%',
  '_b',
  "a' OR 1=1 --",
  '.*',
  '[a]',
  '"a" OR b',
  'Ünï ß',
  'e\u0301a',
  '💥a',
  '\u0000',
  '\\',
] as const;
const KEYS = ['a', 'A', 'a.b', '', '__proto__', 'constructor', "k'", '$[0]', '💥'] as const;
const TIMES = [
  '2024-01-10T00:00:00Z',
  '2024-01-10T00:00:00.000000001Z',
  '2024-01-10T02:00:00.0+02:00',
  '2024-01-09T23:59:59.999999999Z',
  '2024-01-03t12:00:00.5z',
  '2023-01-10T00:00:00.000Z',
  '2024-01-09T12:00:00-1200',
] as const;
const ADDRESSES = [
  '10.0.0.1',
  '10.0.0.2',
  '10.0.1.255',
  '192.168.0.1',
  '::1',
  '2001:db8::1',
  '2001:DB8:0:0:0:0:0:1',
  '2001:db8:0:1::',
  '::ffff:10.0.0.1',
  'fe80::1%eth0',
  'not an address',
] as const;
const CIDRS = [
  '10.0.0.1',
  '10.0.0.1/32',
  '10.0.0.0/24',
  '10.0.0.77/23',
  '0.0.0.0/0',
  '::1',
  '2001:db8::/32',
  '2001:db8::/64',
  '::/0',
  '::ffff:10.0.0.0/127',
] as const;
const NUMBERS = [0, 1, 1.5, 40, 70, 90, 100, 65_535, -1] as const;

const text = fc.constantFrom(...TEXTS);
const time = fc.constantFrom(...TIMES);
const address = fc.constantFrom(...ADDRESSES);
const number = fc.constantFrom(...NUMBERS);
// Entries, as `__proto__` is a key like any other in JSON.
const map = fc
  .array(fc.tuple(fc.constantFrom(...KEYS), text), { maxLength: 3 })
  .map((entries) => Object.fromEntries(entries));
const some = <T>(item: fc.Arbitrary<T>) => fc.array(item, { maxLength: 2 });
const optional = <T>(members: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(members, { requiredKeys: [] });

const related = some(optional({ ProductArn: text, Id: text }));
const resource = optional({
  Type: text,
  Id: text,
  Partition: text,
  Region: text,
  Provider: text,
  Owner: optional({ Account: optional({ Id: text }), Org: optional({ Id: text }) }),
  Tags: map,
  ApplicationName: text,
  ApplicationArn: text,
  Details: optional({
    AwsEc2Instance: optional({
      Type: text,
      ImageId: text,
      IpV4Addresses: some(address),
      IpV6Addresses: some(address),
      KeyName: text,
      IamInstanceProfileArn: text,
      VpcId: text,
      SubnetId: text,
      LaunchedAt: time,
    }),
    AwsS3Bucket: optional({ OwnerId: text, OwnerName: text }),
    AwsIamAccessKey: optional({ UserName: text, PrincipalName: text, Status: text, CreatedAt: time }),
    AwsIamUser: optional({ UserName: text }),
    Container: optional({ Name: text, ImageId: text, ImageName: text, LaunchedAt: time }),
    Other: map,
  }),
});

/** Findings with anything that can be filtered by, or without it. Their texts are freer than the format's. */
export const anyFinding: fc.Arbitrary<AwsSecurityFinding> = optional({
  ProductArn: text,
  AwsAccountId: text,
  Id: text,
  GeneratorId: text,
  Region: text,
  Types: some(text),
  FirstObservedAt: time,
  LastObservedAt: time,
  CreatedAt: time,
  UpdatedAt: time,
  Severity: optional({ Product: number, Normalized: number, Label: text }),
  Confidence: number,
  Criticality: number,
  Title: text,
  Description: text,
  Remediation: optional({ Recommendation: optional({ Text: text }) }),
  SourceUrl: text,
  ProductFields: map,
  ProductName: text,
  CompanyName: text,
  UserDefinedFields: map,
  Malware: some(optional({ Name: text, Type: text, Path: text, State: text })),
  Network: optional({
    Direction: text,
    Protocol: text,
    SourceIpV4: address,
    SourceIpV6: address,
    SourcePort: number,
    SourceDomain: text,
    SourceMac: text,
    DestinationIpV4: address,
    DestinationIpV6: address,
    DestinationPort: number,
    DestinationDomain: text,
  }),
  Process: optional({
    Name: text,
    Path: text,
    Pid: number,
    ParentPid: number,
    LaunchedAt: time,
    TerminatedAt: time,
  }),
  ThreatIntelIndicators: some(
    optional({
      Type: text,
      Value: text,
      Category: text,
      LastObservedAt: time,
      Source: text,
      SourceUrl: text,
    }),
  ),
  Resources: some(resource),
  Compliance: optional({
    Status: text,
    SecurityControlId: text,
    AssociatedStandards: some(optional({ StandardsId: text })),
    SecurityControlParameters: some(optional({ Name: text, Value: some(text) })),
  }),
  VerificationState: text,
  WorkflowState: text,
  Workflow: optional({ Status: text }),
  RecordState: text,
  RelatedFindings: related,
  Note: optional({ Text: text, UpdatedAt: time, UpdatedBy: text }),
  FindingProviderFields: optional({
    Confidence: number,
    Criticality: number,
    RelatedFindings: related,
    Severity: optional({ Label: text, Original: text }),
    Types: some(text),
  }),
  Sample: fc.boolean(),
  Vulnerabilities: some(optional({ ExploitAvailable: text, FixAvailable: text })),
  AwsAccountName: text,
  // As they come from a store: parsed JSON, which takes the place of the type.
}).map((finding) => JSON.parse(JSON.stringify(finding)));

/** Filters as they are sent. */
export type SentFilters = Record<string, Record<string, unknown>[]>;

const values: Readonly<Record<Attribute['kind'], fc.Arbitrary<Record<string, unknown>>>> = {
  string: fc.record({
    Value: text,
    Comparison: fc.constantFrom(
      'EQUALS',
      'PREFIX',
      'CONTAINS',
      'CONTAINS_WORD',
      'NOT_EQUALS',
      'PREFIX_NOT_EQUALS',
      'NOT_CONTAINS',
    ),
  }),
  map: fc.record({
    Key: fc.constantFrom(...KEYS),
    Value: text,
    Comparison: fc.constantFrom('EQUALS', 'CONTAINS', 'NOT_EQUALS', 'NOT_CONTAINS'),
  }),
  number: optional({ Gte: number, Lte: number, Eq: number, Gt: number, Lt: number }),
  date: fc.oneof(
    optional({ Start: time, End: time }),
    fc.record({
      DateRange: fc.record(
        {
          Value: fc.constantFrom(0, 1, 7, 1.5, 400, 1e12),
          Unit: fc.constant('DAYS'),
          Comparison: fc.constantFrom('WITHIN', 'OLDER_THAN'),
        },
        { requiredKeys: ['Value'] },
      ),
    }),
  ),
  ip: fc.record({ Cidr: fc.constantFrom(...CIDRS) }),
  boolean: fc.record({ Value: fc.boolean() }),
  keyword: fc.record({ Value: text }),
};

/** Filters of one attribute; some are refused, for what they combine or leave out. */
export const filtersOf = (attribute: Attribute): fc.Arbitrary<SentFilters> =>
  fc.array(values[attribute.kind], { maxLength: 3 }).map((list) => ({ [attribute.name]: list }));

/** Filters of several attributes; some are refused. */
export const anyFilters: fc.Arbitrary<SentFilters> = fc
  .array(fc.constantFrom(...ATTRIBUTES.values()).chain(filtersOf), { maxLength: 4 })
  .map((parts) => Object.assign({}, ...parts));
