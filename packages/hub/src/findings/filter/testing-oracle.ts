import type { AwsSecurityFinding, Resource } from '@docket/asff';
import { matchesCidr, parseCidr } from '../../access/cidr.js';
import type { AttributeName } from './attributes.js';
import type { SentFilters } from './testing.js';

/**
 * What filters select, once more and without any of the filter tree's code: read off the documentation of the filter
 * shapes, slowly and straight from what was sent.
 */

type Filter = Record<string, unknown>;
type Getter = (finding: AwsSecurityFinding) => readonly unknown[];

const resources =
  (get: (resource: Resource) => unknown): Getter =>
  (finding) =>
    finding.Resources?.flatMap((resource) => get(resource)) ?? [];

/** Where the documentation says that an attribute is; typed by the format, so that none can be misspelt. */
export const VALUES: Readonly<Record<AttributeName, Getter>> = {
  ProductArn: (f) => [f.ProductArn],
  AwsAccountId: (f) => [f.AwsAccountId],
  Id: (f) => [f.Id],
  GeneratorId: (f) => [f.GeneratorId],
  Region: (f) => [f.Region],
  Type: (f) => f.Types ?? [],
  FirstObservedAt: (f) => [f.FirstObservedAt],
  LastObservedAt: (f) => [f.LastObservedAt],
  CreatedAt: (f) => [f.CreatedAt],
  UpdatedAt: (f) => [f.UpdatedAt],
  SeverityProduct: (f) => [f.Severity?.Product],
  SeverityNormalized: (f) => [f.Severity?.Normalized],
  SeverityLabel: (f) => [f.Severity?.Label],
  Confidence: (f) => [f.Confidence],
  Criticality: (f) => [f.Criticality],
  Title: (f) => [f.Title],
  Description: (f) => [f.Description],
  RecommendationText: (f) => [f.Remediation?.Recommendation?.Text],
  SourceUrl: (f) => [f.SourceUrl],
  ProductFields: (f) => [f.ProductFields],
  ProductName: (f) => [f.ProductName],
  CompanyName: (f) => [f.CompanyName],
  UserDefinedFields: (f) => [f.UserDefinedFields],
  MalwareName: (f) => f.Malware?.map((m) => m.Name) ?? [],
  MalwareType: (f) => f.Malware?.map((m) => m.Type) ?? [],
  MalwarePath: (f) => f.Malware?.map((m) => m.Path) ?? [],
  MalwareState: (f) => f.Malware?.map((m) => m.State) ?? [],
  NetworkDirection: (f) => [f.Network?.Direction],
  NetworkProtocol: (f) => [f.Network?.Protocol],
  NetworkSourceIpV4: (f) => [f.Network?.SourceIpV4],
  NetworkSourceIpV6: (f) => [f.Network?.SourceIpV6],
  NetworkSourcePort: (f) => [f.Network?.SourcePort],
  NetworkSourceDomain: (f) => [f.Network?.SourceDomain],
  NetworkSourceMac: (f) => [f.Network?.SourceMac],
  NetworkDestinationIpV4: (f) => [f.Network?.DestinationIpV4],
  NetworkDestinationIpV6: (f) => [f.Network?.DestinationIpV6],
  NetworkDestinationPort: (f) => [f.Network?.DestinationPort],
  NetworkDestinationDomain: (f) => [f.Network?.DestinationDomain],
  ProcessName: (f) => [f.Process?.Name],
  ProcessPath: (f) => [f.Process?.Path],
  ProcessPid: (f) => [f.Process?.Pid],
  ProcessParentPid: (f) => [f.Process?.ParentPid],
  ProcessLaunchedAt: (f) => [f.Process?.LaunchedAt],
  ProcessTerminatedAt: (f) => [f.Process?.TerminatedAt],
  ThreatIntelIndicatorType: (f) => f.ThreatIntelIndicators?.map((t) => t.Type) ?? [],
  ThreatIntelIndicatorValue: (f) => f.ThreatIntelIndicators?.map((t) => t.Value) ?? [],
  ThreatIntelIndicatorCategory: (f) => f.ThreatIntelIndicators?.map((t) => t.Category) ?? [],
  ThreatIntelIndicatorLastObservedAt: (f) => f.ThreatIntelIndicators?.map((t) => t.LastObservedAt) ?? [],
  ThreatIntelIndicatorSource: (f) => f.ThreatIntelIndicators?.map((t) => t.Source) ?? [],
  ThreatIntelIndicatorSourceUrl: (f) => f.ThreatIntelIndicators?.map((t) => t.SourceUrl) ?? [],
  ResourceType: resources((r) => r.Type),
  ResourceId: resources((r) => r.Id),
  ResourcePartition: resources((r) => r.Partition),
  ResourceRegion: resources((r) => r.Region),
  ResourceTags: resources((r) => r.Tags),
  ResourceAwsEc2InstanceType: resources((r) => r.Details?.AwsEc2Instance?.Type),
  ResourceAwsEc2InstanceImageId: resources((r) => r.Details?.AwsEc2Instance?.ImageId),
  ResourceAwsEc2InstanceIpV4Addresses: resources((r) => r.Details?.AwsEc2Instance?.IpV4Addresses),
  ResourceAwsEc2InstanceIpV6Addresses: resources((r) => r.Details?.AwsEc2Instance?.IpV6Addresses),
  ResourceAwsEc2InstanceKeyName: resources((r) => r.Details?.AwsEc2Instance?.KeyName),
  ResourceAwsEc2InstanceIamInstanceProfileArn: resources(
    (r) => r.Details?.AwsEc2Instance?.IamInstanceProfileArn,
  ),
  ResourceAwsEc2InstanceVpcId: resources((r) => r.Details?.AwsEc2Instance?.VpcId),
  ResourceAwsEc2InstanceSubnetId: resources((r) => r.Details?.AwsEc2Instance?.SubnetId),
  ResourceAwsEc2InstanceLaunchedAt: resources((r) => r.Details?.AwsEc2Instance?.LaunchedAt),
  ResourceAwsS3BucketOwnerId: resources((r) => r.Details?.AwsS3Bucket?.OwnerId),
  ResourceAwsS3BucketOwnerName: resources((r) => r.Details?.AwsS3Bucket?.OwnerName),
  ResourceAwsIamAccessKeyUserName: resources((r) => r.Details?.AwsIamAccessKey?.UserName),
  ResourceAwsIamAccessKeyPrincipalName: resources((r) => r.Details?.AwsIamAccessKey?.PrincipalName),
  ResourceAwsIamAccessKeyStatus: resources((r) => r.Details?.AwsIamAccessKey?.Status),
  ResourceAwsIamAccessKeyCreatedAt: resources((r) => r.Details?.AwsIamAccessKey?.CreatedAt),
  ResourceAwsIamUserUserName: resources((r) => r.Details?.AwsIamUser?.UserName),
  ResourceContainerName: resources((r) => r.Details?.Container?.Name),
  ResourceContainerImageId: resources((r) => r.Details?.Container?.ImageId),
  ResourceContainerImageName: resources((r) => r.Details?.Container?.ImageName),
  ResourceContainerLaunchedAt: resources((r) => r.Details?.Container?.LaunchedAt),
  ResourceDetailsOther: resources((r) => r.Details?.Other),
  ComplianceStatus: (f) => [f.Compliance?.Status],
  VerificationState: (f) => [f.VerificationState],
  WorkflowState: (f) => [f.WorkflowState],
  WorkflowStatus: (f) => [f.Workflow?.Status],
  RecordState: (f) => [f.RecordState],
  RelatedFindingsProductArn: (f) => f.RelatedFindings?.map((r) => r.ProductArn) ?? [],
  RelatedFindingsId: (f) => f.RelatedFindings?.map((r) => r.Id) ?? [],
  NoteText: (f) => [f.Note?.Text],
  NoteUpdatedAt: (f) => [f.Note?.UpdatedAt],
  NoteUpdatedBy: (f) => [f.Note?.UpdatedBy],
  Keyword: (f) => [
    f.Title,
    f.Description,
    f.Id,
    f.ProductArn,
    f.ProductName,
    f.GeneratorId,
    ...(f.Types ?? []),
    ...(f.Resources ?? []).flatMap((r) => [r.Id, r.Type]),
  ],
  FindingProviderFieldsConfidence: (f) => [f.FindingProviderFields?.Confidence],
  FindingProviderFieldsCriticality: (f) => [f.FindingProviderFields?.Criticality],
  FindingProviderFieldsRelatedFindingsId: (f) =>
    f.FindingProviderFields?.RelatedFindings?.map((r) => r.Id) ?? [],
  FindingProviderFieldsRelatedFindingsProductArn: (f) =>
    f.FindingProviderFields?.RelatedFindings?.map((r) => r.ProductArn) ?? [],
  FindingProviderFieldsSeverityLabel: (f) => [f.FindingProviderFields?.Severity?.Label],
  FindingProviderFieldsSeverityOriginal: (f) => [f.FindingProviderFields?.Severity?.Original],
  FindingProviderFieldsTypes: (f) => f.FindingProviderFields?.Types ?? [],
  Sample: (f) => [f.Sample ?? false],
  ComplianceSecurityControlId: (f) => [f.Compliance?.SecurityControlId],
  ComplianceAssociatedStandardsId: (f) => f.Compliance?.AssociatedStandards?.map((s) => s.StandardsId) ?? [],
  VulnerabilitiesExploitAvailable: (f) => f.Vulnerabilities?.map((v) => v.ExploitAvailable) ?? [],
  VulnerabilitiesFixAvailable: (f) => f.Vulnerabilities?.map((v) => v.FixAvailable) ?? [],
  ComplianceSecurityControlParametersName: (f) =>
    f.Compliance?.SecurityControlParameters?.map((p) => p.Name) ?? [],
  ComplianceSecurityControlParametersValue: (f) =>
    f.Compliance?.SecurityControlParameters?.flatMap((p) => p.Value ?? []) ?? [],
  AwsAccountName: (f) => [f.AwsAccountName],
  ResourceApplicationName: resources((r) => r.ApplicationName),
  ResourceApplicationArn: resources((r) => r.ApplicationArn),
  ResourceOwnerAccountId: resources((r) => r.Owner?.Account?.Id),
  ResourceOwnerOrgId: resources((r) => r.Owner?.Org?.Id),
  ResourceProvider: resources((r) => r.Provider),
};

/** True if the documentation has these filters answered with an error. Only for filters of the right shape. */
export function isRefused(sent: SentFilters): boolean {
  return Object.values(sent).some((filters) => {
    const ofKey = (key: unknown) => filters.filter((filter) => filter.Key === key);
    return filters.some((filter) => saysNothing(filter) || clash(ofKey(filter.Key)));
  });
}

function saysNothing(filter: Filter): boolean {
  if (Object.keys(filter).length === 0) return true;
  const isKeyword = Object.keys(filter).join() === 'Value' && typeof filter.Value === 'string';
  return isKeyword && splitWords(String(filter.Value)).length === 0;
}

function clash(filters: readonly Filter[]): boolean {
  const has = (comparison: string) => filters.some((filter) => filter.Comparison === comparison);
  const mixes = (comparison: string) =>
    has(comparison) && filters.some((filter) => filter.Comparison !== comparison);
  if (mixes('CONTAINS') || mixes('NOT_CONTAINS')) return true;
  return has('EQUALS') && (has('NOT_EQUALS') || has('PREFIX_NOT_EQUALS'));
}

/** True if the documentation has the finding selected. Only for filters that are not refused. */
export function selects(sent: SentFilters, finding: AwsSecurityFinding, now: Date): boolean {
  return Object.entries(VALUES).every(([name, get]) => {
    const filters = sent[name] ?? [];
    if (filters.length === 0) return true;
    const values = get(finding).filter((value) => value !== undefined);
    const negative = filters.filter((filter) => String(filter.Comparison).includes('NOT'));
    const positive = filters.filter((filter) => !negative.includes(filter));
    const passes = (filter: Filter) =>
      name === 'Keyword' ? hasWords(filter, values) : values.some((value) => holds(filter, value, now));
    return (
      (positive.length === 0 || positive.some(passes)) &&
      negative.every((filter) => values.every((value) => !violates(filter, value)))
    );
  });
}

function violates(filter: Filter, value: unknown): boolean {
  const opposite = { NOT_EQUALS: 'EQUALS', PREFIX_NOT_EQUALS: 'PREFIX', NOT_CONTAINS: 'CONTAINS' };
  const Comparison = Object.entries(opposite).find(([name]) => name === filter.Comparison)?.[1];
  return holds({ ...filter, Comparison }, value, new Date());
}

function holds(filter: Filter, value: unknown, now: Date): boolean {
  if (typeof filter.Key === 'string') {
    const entry = Object.entries(Object(value)).find(([key]) => key === filter.Key);
    return entry !== undefined && compares(filter, String(entry[1]));
  }
  if (typeof filter.Cidr === 'string') return isInBlock(filter.Cidr, String(value));
  if (typeof value === 'boolean') return value === filter.Value;
  if (typeof value === 'number') return isBetween(filter, value);
  if (filter.Value === undefined) return isDated(filter, String(value), now);
  return compares(filter, String(value));
}

function compares({ Value, Comparison }: Filter, text: string): boolean {
  const sought = String(Value);
  const literal = sought.replace(/[\\^$.*+?()[\]{}|/]/g, (character) => `\\${character}`);
  const letter = '[\\p{L}\\p{M}\\p{N}]';
  const before = new RegExp(`^${letter}`, 'u').test(sought) ? `(?<!${letter})` : '';
  const after = new RegExp(`${letter}$`, 'u').test(sought) ? `(?!${letter})` : '';
  switch (Comparison) {
    case 'PREFIX':
      return text.slice(0, sought.length) === sought;
    case 'CONTAINS':
      return text.split(sought).length > 1 || sought === '';
    case 'CONTAINS_WORD':
      return new RegExp(`${before}${literal}${after}`, 'u').test(text);
    default:
      return text === sought;
  }
}

function isBetween({ Eq, Gte, Lte, Gt, Lt }: Filter, value: number): boolean {
  if (Eq !== undefined && value !== Eq) return false;
  if (Gte !== undefined && value < Number(Gte)) return false;
  if (Lte !== undefined && value > Number(Lte)) return false;
  if (Gt !== undefined && value <= Number(Gt)) return false;
  return Lt === undefined || value < Number(Lt);
}

function isDated({ Start, End, DateRange }: Filter, text: string, now: Date): boolean {
  const at = nanoseconds(text);
  if (at === undefined) return false;
  if (typeof DateRange === 'object' && DateRange !== null) {
    const { Value, Comparison } = { Value: 0, Comparison: 'WITHIN', ...DateRange };
    const age = Number(BigInt(now.getTime()) * 1_000_000n - at) / 86_400_000_000_000;
    return Comparison === 'OLDER_THAN' ? age > Number(Value) : age <= Number(Value);
  }
  const start = typeof Start === 'string' ? nanoseconds(Start) : undefined;
  const end = typeof End === 'string' ? nanoseconds(End) : undefined;
  return (start === undefined || at >= start) && (end === undefined || at <= end);
}

/** Since 1970, of a timestamp in any form that the format takes. */
function nanoseconds(text: string): bigint | undefined {
  const parts = /^(.{19})(?:\.(\d+))?(?:z|([+-]\d\d):?(\d\d)?)$/i.exec(text);
  const seconds = Date.parse(`${parts?.[1]?.toUpperCase()}${parts?.[3] ?? '+00'}:${parts?.[4] ?? '00'}`);
  if (parts === null || Number.isNaN(seconds)) return undefined;
  return BigInt(seconds) * 1_000_000n + BigInt((parts[2] ?? '0').slice(0, 9).padEnd(9, '0'));
}

function isInBlock(block: string, text: string): boolean {
  const cidr = parseCidr(block);
  const [address = ''] = text.split('%');
  return cidr !== undefined && parseCidr(address) !== undefined && matchesCidr(address, cidr);
}

function hasWords({ Value }: Filter, texts: readonly unknown[]): boolean {
  const present = texts.flatMap((text) => splitWords(String(text)));
  return splitWords(String(Value)).every((word) => present.includes(word));
}

const splitWords = (text: string): string[] =>
  text
    .normalize('NFC')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '');
