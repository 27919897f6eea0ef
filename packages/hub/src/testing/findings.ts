import { REGION, ROOT } from './hub.js';

/** A finding as a provider sends it: no type, so that tests can break every rule. */
export type SentFinding = Record<string, unknown>;

/** The default product of an account. */
export const defaultProduct = (account = ROOT, region = REGION): string =>
  `arn:aws:securityhub:${region}:${account}:product/${account}/default`;

/** The least that the format asks for, with what a test changes; undefined takes a member away. */
export function finding(Id: string, changes: SentFinding = {}): SentFinding {
  const whole: SentFinding = {
    SchemaVersion: '2018-10-08',
    Id,
    ProductArn: defaultProduct(),
    GeneratorId: 'generator',
    AwsAccountId: ROOT,
    Types: ['Software and Configuration Checks/Vulnerabilities/CVE'],
    CreatedAt: '2026-01-01T00:00:00.000Z',
    UpdatedAt: '2026-01-01T00:00:00.000Z',
    Severity: { Label: 'LOW' },
    Title: 'A finding',
    Description: 'Found by a test',
    Resources: [{ Type: 'Other', Id: 'resource' }],
    ...changes,
  };
  return Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined));
}

/** The minute of a day in 2026, so that later numbers are later times. */
export const minute = (number: number): string => new Date(Date.UTC(2026, 0, 1, 0, number)).toISOString();

export const identifier = (Id: string, ProductArn = defaultProduct()) => ({ Id, ProductArn });

/** A filter for one Id, or for all Ids that begin so. */
export const byId = (Value: string, Comparison = 'EQUALS') => ({ Filters: { Id: [{ Value, Comparison }] } });

/** A finding of exactly so many bytes of compact JSON, some of them of characters of two bytes. */
export function findingOfSize(id: string, bytes: number): SentFinding {
  const other = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`key ${n}`, 'x'.repeat(400)]));
  const resource = { Type: 'Other', Id: 'resource', Details: { Other: other } };
  const make = (resources: number, SourceUrl: string): SentFinding =>
    finding(id, { Resources: Array.from({ length: resources }, () => resource), SourceUrl });
  const sizeOf = (sent: SentFinding): number => Buffer.byteLength(JSON.stringify(sent));
  let resources = 1;
  while (sizeOf(make(resources + 1, 'é'.repeat(100))) <= bytes) resources += 1;
  const umlauts = 'é'.repeat(100);
  const missing = bytes - sizeOf(make(resources, umlauts));
  return make(resources, umlauts + 'x'.repeat(missing));
}
