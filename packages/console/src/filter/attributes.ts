import { strings } from '../strings.js';

export type Kind = 'string' | 'number' | 'date' | 'map' | 'ip' | 'boolean';

interface Entry {
  readonly kind: Kind;
  /** From the finding inwards; `[]` after a member means each item of that list. */
  readonly path: string;
}

const string = (path: string): Entry => ({ kind: 'string', path });
const number = (path: string): Entry => ({ kind: 'number', path });
const date = (path: string): Entry => ({ kind: 'date', path });
const map = (path: string): Entry => ({ kind: 'map', path });
const ip = (path: string): Entry => ({ kind: 'ip', path });
const boolean = (path: string): Entry => ({ kind: 'boolean', path });

/** Every attribute that the API filters findings by, but Keyword, which looks into several. */
const TABLE = {
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
  FindingProviderFieldsConfidence: number('FindingProviderFields.Confidence'),
  FindingProviderFieldsCriticality: number('FindingProviderFields.Criticality'),
  FindingProviderFieldsRelatedFindingsId: string('FindingProviderFields.RelatedFindings[].Id'),
  FindingProviderFieldsRelatedFindingsProductArn: string(
    'FindingProviderFields.RelatedFindings[].ProductArn',
  ),
  FindingProviderFieldsSeverityLabel: string('FindingProviderFields.Severity.Label'),
  FindingProviderFieldsSeverityOriginal: string('FindingProviderFields.Severity.Original'),
  FindingProviderFieldsTypes: string('FindingProviderFields.Types[]'),
  Sample: boolean('Sample'),
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
} as const satisfies Readonly<Record<string, Entry>>;

export type AttributeName = keyof typeof TABLE;

export interface Attribute extends Entry {
  readonly name: AttributeName;
  readonly label: string;
  /** Findings have at most one value of it, which they can be sorted by. */
  readonly sortable: boolean;
}

const attributeOf = (name: AttributeName): Attribute => {
  const entry: Entry = TABLE[name];
  const sortable = entry.kind !== 'map' && !entry.path.includes('[]');
  return { name, label: strings.attributes[name], sortable, ...entry };
};

export const isAttributeName = (name: string): name is AttributeName => Object.hasOwn(TABLE, name);

/** In the order of the API's model. */
export const ATTRIBUTES: readonly Attribute[] = Object.keys(TABLE).filter(isAttributeName).map(attributeOf);

const BY_NAME: ReadonlyMap<string, Attribute> = new Map(ATTRIBUTES.map((one) => [one.name, one]));

/** Undefined for a name that is none: a newer hub may know more. */
export const attributeNamed = (name: string): Attribute | undefined => BY_NAME.get(name);
