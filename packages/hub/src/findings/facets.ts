import type { AwsSecurityFinding } from '@docket/asff';
import type { FindingDocument } from './document.js';
import { type AttributeName, attributeNamed, type Step } from './filter/attributes.js';

/**
 * Attributes of which stores keep the values in one short list of lists beside the document: what insights group by
 * and hardly anybody filters by. Their numbers are stored: names are only ever added at the end.
 */
const FACETS = [
  'AwsAccountName',
  'ComplianceAssociatedStandardsId',
  'ComplianceSecurityControlId',
  'ComplianceSecurityControlParametersName',
  'ComplianceSecurityControlParametersValue',
  'FindingProviderFieldsRelatedFindingsId',
  'FindingProviderFieldsRelatedFindingsProductArn',
  'FindingProviderFieldsSeverityLabel',
  'FindingProviderFieldsSeverityOriginal',
  'FindingProviderFieldsTypes',
  'MalwareName',
  'MalwarePath',
  'MalwareState',
  'MalwareType',
  'NetworkDestinationDomain',
  'NetworkDestinationIpV4',
  'NetworkDestinationIpV6',
  'NetworkDirection',
  'NetworkProtocol',
  'NetworkSourceDomain',
  'NetworkSourceIpV4',
  'NetworkSourceIpV6',
  'NetworkSourceMac',
  'NoteUpdatedBy',
  'ProcessName',
  'ProcessPath',
  'RelatedFindingsId',
  'RelatedFindingsProductArn',
  'ResourceApplicationArn',
  'ResourceApplicationName',
  'ResourceAwsEc2InstanceIamInstanceProfileArn',
  'ResourceAwsEc2InstanceImageId',
  'ResourceAwsEc2InstanceIpV4Addresses',
  'ResourceAwsEc2InstanceIpV6Addresses',
  'ResourceAwsEc2InstanceKeyName',
  'ResourceAwsEc2InstanceSubnetId',
  'ResourceAwsEc2InstanceType',
  'ResourceAwsEc2InstanceVpcId',
  'ResourceAwsIamAccessKeyPrincipalName',
  'ResourceAwsIamAccessKeyStatus',
  'ResourceAwsIamAccessKeyUserName',
  'ResourceAwsIamUserUserName',
  'ResourceAwsS3BucketOwnerId',
  'ResourceAwsS3BucketOwnerName',
  'ResourceContainerImageId',
  'ResourceContainerImageName',
  'ResourceContainerName',
  'ResourceOwnerAccountId',
  'ResourceOwnerOrgId',
  'ResourcePartition',
  'ResourceProvider',
  'ResourceRegion',
  'SourceUrl',
  'ThreatIntelIndicatorCategory',
  'ThreatIntelIndicatorSource',
  'ThreatIntelIndicatorSourceUrl',
  'ThreatIntelIndicatorType',
  'ThreatIntelIndicatorValue',
  'VulnerabilitiesExploitAvailable',
  'VulnerabilitiesFixAvailable',
  'WorkflowState',
] as const satisfies readonly AttributeName[];

const NUMBERS: ReadonlyMap<string, number> = new Map(FACETS.map((name, number) => [name, number]));

/** The number under which a facet's values are stored; undefined for an attribute that is none. */
export const facetNumber = (name: AttributeName): number | undefined => NUMBERS.get(name);

/** A member of a finding on the way to facets. */
interface Branch {
  readonly step: Step;
  readonly facet: number | undefined;
  readonly branches: readonly Branch[];
}

const BRANCHES = branchesOf(
  FACETS.map((name, facet) => ({ facet, path: attributeNamed(name).paths[0] ?? [] })),
);

/** The values that a finding has of its facets, by their numbers in ascending order. */
export type Facets = readonly (readonly [facet: number, values: readonly string[]])[];

/**
 * The values that a finding has of facets, as sent. The members that all facets share on their way are looked at once, and
 * most findings lack most of them.
 */
export function facetsOf(document: FindingDocument): Facets {
  const found: string[][] = [];
  for (const branch of BRANCHES) {
    // Members of the first level are all attributes of the format.
    const member = branch.step.member as keyof AwsSecurityFinding;
    if (document.has(member)) visit(document.value(member), branch, found);
  }
  const facets: [facet: number, values: readonly string[]][] = [];
  found.forEach((values, facet) => {
    facets.push([facet, values]);
  });
  return facets;
}

function visit(value: unknown, branch: Branch, found: string[][]): void {
  if (!branch.step.each) enter(value, branch, found);
  else if (Array.isArray(value)) for (const item of value) enter(item, branch, found);
}

function enter(value: unknown, { facet, branches }: Branch, found: string[][]): void {
  if (facet !== undefined && typeof value === 'string') {
    const values = found[facet];
    if (values) values.push(value);
    else found[facet] = [value];
  }
  if (branches.length === 0 || typeof value !== 'object' || value === null) return;
  const members = value as Readonly<Record<string, unknown>>;
  for (const branch of branches) {
    const member = members[branch.step.member];
    if (member !== undefined) visit(member, branch, found);
  }
}

function branchesOf(paths: readonly { facet: number; path: readonly Step[] }[]): Branch[] {
  const groups = new Map<string, { step: Step; inner: { facet: number; path: readonly Step[] }[] }>();
  for (const { facet, path } of paths) {
    const [step, ...rest] = path;
    if (step === undefined) continue;
    const group = groups.get(step.member) ?? { step, inner: [] };
    groups.set(step.member, group);
    group.inner.push({ facet, path: rest });
  }
  return [...groups.values()].map(({ step, inner }) => ({
    step,
    facet: inner.find(({ path }) => path.length === 0)?.facet,
    branches: branchesOf(inner.filter(({ path }) => path.length > 0)),
  }));
}
