import type { AwsSecurityFindingFilters } from '../../wire/generated/operations.js';

/** What filters of an attribute look like in the API, and with that how its values compare. */
type AttributeKind = 'string' | 'number' | 'date' | 'map' | 'ip' | 'keyword' | 'boolean';

/** The members of AwsSecurityFindingFilters. The criteria of automation rules are a part of them. */
export type AttributeName = keyof AwsSecurityFindingFilters;

interface Entry {
  readonly kind: AttributeKind;
  /** From the finding inwards; `[]` after a member means each item of that list. More than one: all of them together. */
  readonly paths: readonly string[];
  /** What a finding without the member counts as. */
  readonly absent?: boolean;
}

const string = (...paths: string[]): Entry => ({ kind: 'string', paths });
const number = (...paths: string[]): Entry => ({ kind: 'number', paths });
const date = (...paths: string[]): Entry => ({ kind: 'date', paths });
const map = (...paths: string[]): Entry => ({ kind: 'map', paths });
const ip = (...paths: string[]): Entry => ({ kind: 'ip', paths });

/** Every attribute that findings can be filtered by, as the documentation of each describes it. */
const TABLE: Readonly<Record<AttributeName, Entry>> = {
  ProductArn: string('ProductArn'),
  AwsAccountId: string('AwsAccountId'),
  Id: string('Id'),
  GeneratorId: string('GeneratorId'),
  Region: string('Region'),
  Type: string('Types[]'),
  FirstObservedAt: date('FirstObservedAt'),
  LastObservedAt: date('LastObservedAt'),
  CreatedAt: date('CreatedAt'),
  UpdatedAt: date('UpdatedAt'),
  SeverityProduct: number('Severity.Product'),
  SeverityNormalized: number('Severity.Normalized'),
  SeverityLabel: string('Severity.Label'),
  Confidence: number('Confidence'),
  Criticality: number('Criticality'),
  Title: string('Title'),
  Description: string('Description'),
  RecommendationText: string('Remediation.Recommendation.Text'),
  SourceUrl: string('SourceUrl'),
  ProductFields: map('ProductFields'),
  ProductName: string('ProductName'),
  CompanyName: string('CompanyName'),
  UserDefinedFields: map('UserDefinedFields'),
  MalwareName: string('Malware[].Name'),
  MalwareType: string('Malware[].Type'),
  MalwarePath: string('Malware[].Path'),
  MalwareState: string('Malware[].State'),
  NetworkDirection: string('Network.Direction'),
  NetworkProtocol: string('Network.Protocol'),
  NetworkSourceIpV4: ip('Network.SourceIpV4'),
  NetworkSourceIpV6: ip('Network.SourceIpV6'),
  NetworkSourcePort: number('Network.SourcePort'),
  NetworkSourceDomain: string('Network.SourceDomain'),
  NetworkSourceMac: string('Network.SourceMac'),
  NetworkDestinationIpV4: ip('Network.DestinationIpV4'),
  NetworkDestinationIpV6: ip('Network.DestinationIpV6'),
  NetworkDestinationPort: number('Network.DestinationPort'),
  NetworkDestinationDomain: string('Network.DestinationDomain'),
  ProcessName: string('Process.Name'),
  ProcessPath: string('Process.Path'),
  ProcessPid: number('Process.Pid'),
  ProcessParentPid: number('Process.ParentPid'),
  ProcessLaunchedAt: date('Process.LaunchedAt'),
  ProcessTerminatedAt: date('Process.TerminatedAt'),
  ThreatIntelIndicatorType: string('ThreatIntelIndicators[].Type'),
  ThreatIntelIndicatorValue: string('ThreatIntelIndicators[].Value'),
  ThreatIntelIndicatorCategory: string('ThreatIntelIndicators[].Category'),
  ThreatIntelIndicatorLastObservedAt: date('ThreatIntelIndicators[].LastObservedAt'),
  ThreatIntelIndicatorSource: string('ThreatIntelIndicators[].Source'),
  ThreatIntelIndicatorSourceUrl: string('ThreatIntelIndicators[].SourceUrl'),
  ResourceType: string('Resources[].Type'),
  ResourceId: string('Resources[].Id'),
  ResourcePartition: string('Resources[].Partition'),
  ResourceRegion: string('Resources[].Region'),
  ResourceTags: map('Resources[].Tags'),
  ResourceAwsEc2InstanceType: string('Resources[].Details.AwsEc2Instance.Type'),
  ResourceAwsEc2InstanceImageId: string('Resources[].Details.AwsEc2Instance.ImageId'),
  ResourceAwsEc2InstanceIpV4Addresses: ip('Resources[].Details.AwsEc2Instance.IpV4Addresses[]'),
  ResourceAwsEc2InstanceIpV6Addresses: ip('Resources[].Details.AwsEc2Instance.IpV6Addresses[]'),
  ResourceAwsEc2InstanceKeyName: string('Resources[].Details.AwsEc2Instance.KeyName'),
  ResourceAwsEc2InstanceIamInstanceProfileArn: string(
    'Resources[].Details.AwsEc2Instance.IamInstanceProfileArn',
  ),
  ResourceAwsEc2InstanceVpcId: string('Resources[].Details.AwsEc2Instance.VpcId'),
  ResourceAwsEc2InstanceSubnetId: string('Resources[].Details.AwsEc2Instance.SubnetId'),
  ResourceAwsEc2InstanceLaunchedAt: date('Resources[].Details.AwsEc2Instance.LaunchedAt'),
  ResourceAwsS3BucketOwnerId: string('Resources[].Details.AwsS3Bucket.OwnerId'),
  ResourceAwsS3BucketOwnerName: string('Resources[].Details.AwsS3Bucket.OwnerName'),
  ResourceAwsIamAccessKeyUserName: string('Resources[].Details.AwsIamAccessKey.UserName'),
  ResourceAwsIamAccessKeyPrincipalName: string('Resources[].Details.AwsIamAccessKey.PrincipalName'),
  ResourceAwsIamAccessKeyStatus: string('Resources[].Details.AwsIamAccessKey.Status'),
  ResourceAwsIamAccessKeyCreatedAt: date('Resources[].Details.AwsIamAccessKey.CreatedAt'),
  ResourceAwsIamUserUserName: string('Resources[].Details.AwsIamUser.UserName'),
  ResourceContainerName: string('Resources[].Details.Container.Name'),
  ResourceContainerImageId: string('Resources[].Details.Container.ImageId'),
  ResourceContainerImageName: string('Resources[].Details.Container.ImageName'),
  ResourceContainerLaunchedAt: date('Resources[].Details.Container.LaunchedAt'),
  ResourceDetailsOther: map('Resources[].Details.Other'),
  ComplianceStatus: string('Compliance.Status'),
  VerificationState: string('VerificationState'),
  WorkflowState: string('WorkflowState'),
  WorkflowStatus: string('Workflow.Status'),
  RecordState: string('RecordState'),
  RelatedFindingsProductArn: string('RelatedFindings[].ProductArn'),
  RelatedFindingsId: string('RelatedFindings[].Id'),
  NoteText: string('Note.Text'),
  NoteUpdatedAt: date('Note.UpdatedAt'),
  NoteUpdatedBy: string('Note.UpdatedBy'),
  /** The service does not say where it looks; these are the texts that name a finding and what it is about. */
  Keyword: {
    kind: 'keyword',
    paths: [
      'Title',
      'Description',
      'Id',
      'ProductArn',
      'ProductName',
      'GeneratorId',
      'Types[]',
      'Resources[].Id',
      'Resources[].Type',
    ],
  },
  FindingProviderFieldsConfidence: number('FindingProviderFields.Confidence'),
  FindingProviderFieldsCriticality: number('FindingProviderFields.Criticality'),
  FindingProviderFieldsRelatedFindingsId: string('FindingProviderFields.RelatedFindings[].Id'),
  FindingProviderFieldsRelatedFindingsProductArn: string(
    'FindingProviderFields.RelatedFindings[].ProductArn',
  ),
  FindingProviderFieldsSeverityLabel: string('FindingProviderFields.Severity.Label'),
  FindingProviderFieldsSeverityOriginal: string('FindingProviderFields.Severity.Original'),
  FindingProviderFieldsTypes: string('FindingProviderFields.Types[]'),
  /** Hardly any provider sends `Sample: false`: a finding that does not say that it is a sample is none. */
  Sample: { kind: 'boolean', paths: ['Sample'], absent: false },
  ComplianceSecurityControlId: string('Compliance.SecurityControlId'),
  ComplianceAssociatedStandardsId: string('Compliance.AssociatedStandards[].StandardsId'),
  VulnerabilitiesExploitAvailable: string('Vulnerabilities[].ExploitAvailable'),
  VulnerabilitiesFixAvailable: string('Vulnerabilities[].FixAvailable'),
  ComplianceSecurityControlParametersName: string('Compliance.SecurityControlParameters[].Name'),
  ComplianceSecurityControlParametersValue: string('Compliance.SecurityControlParameters[].Value[]'),
  AwsAccountName: string('AwsAccountName'),
  ResourceApplicationName: string('Resources[].ApplicationName'),
  ResourceApplicationArn: string('Resources[].ApplicationArn'),
  ResourceOwnerAccountId: string('Resources[].Owner.Account.Id'),
  ResourceOwnerOrgId: string('Resources[].Owner.Org.Id'),
  ResourceProvider: string('Resources[].Provider'),
};

/** One member on the way to a value. */
export interface Step {
  readonly member: string;
  /** The member is a list, of which each item is meant. */
  readonly each: boolean;
}

export interface Attribute {
  readonly name: AttributeName;
  readonly kind: AttributeKind;
  readonly paths: readonly (readonly Step[])[];
  readonly absent: boolean | undefined;
  /** A finding has at most one value of it, which findings can be sorted by. */
  readonly sortable: boolean;
}

/** By name, in the order of the service's model. */
export const ATTRIBUTES: ReadonlyMap<string, Attribute> = new Map(
  Object.entries(TABLE).map(([name, entry]) => [name, attributeOf(name, entry)]),
);

/** Throws for a name that is none: names from input are looked up in ATTRIBUTES. */
export function attributeNamed(name: AttributeName): Attribute {
  const attribute = ATTRIBUTES.get(name);
  if (attribute === undefined) throw new Error(`there is no attribute ${name}`);
  return attribute;
}

function attributeOf(name: string, { kind, paths, absent }: Entry): Attribute {
  if (!isAttributeName(name)) throw new Error(`there is no attribute ${name}`);
  const steps = paths.map((path) => path.split('.').map(stepOf));
  const sortable = kind !== 'map' && kind !== 'keyword' && !steps.flat().some(({ each }) => each);
  return { name, kind, paths: steps, absent, sortable };
}

function stepOf(part: string): Step {
  return { member: part.replace('[]', ''), each: part.endsWith('[]') };
}

function isAttributeName(name: string): name is AttributeName {
  return Object.hasOwn(TABLE, name);
}
