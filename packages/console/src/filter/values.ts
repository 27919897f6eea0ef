import type { AttributeName } from './attributes.js';

/** Attributes with few values, which the format fixes: they are offered without asking the hub. */
export const FIXED_VALUES: Readonly<Partial<Record<AttributeName, readonly string[]>>> = {
  SeverityLabel: ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFORMATIONAL'],
  FindingProviderFieldsSeverityLabel: ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFORMATIONAL'],
  WorkflowStatus: ['NEW', 'NOTIFIED', 'RESOLVED', 'SUPPRESSED'],
  WorkflowState: ['NEW', 'ASSIGNED', 'IN_PROGRESS', 'DEFERRED', 'RESOLVED'],
  RecordState: ['ACTIVE', 'ARCHIVED'],
  ComplianceStatus: ['PASSED', 'WARNING', 'FAILED', 'NOT_AVAILABLE'],
  VerificationState: ['UNKNOWN', 'TRUE_POSITIVE', 'FALSE_POSITIVE', 'BENIGN_POSITIVE'],
};

export const SEVERITIES = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFORMATIONAL'] as const;
export const WORKFLOW_STATUSES = ['NEW', 'NOTIFIED', 'RESOLVED', 'SUPPRESSED'] as const;
export const VERIFICATION_STATES = ['UNKNOWN', 'TRUE_POSITIVE', 'FALSE_POSITIVE', 'BENIGN_POSITIVE'] as const;

/** Prose, of which hardly two findings have the same: no insight groups by it. */
const PROSE: ReadonlySet<AttributeName> = new Set(['Description', 'RecommendationText', 'NoteText']);

/** What findings can be grouped by, as the hub does. */
export const isGroupable = ({ name, kind }: { name: AttributeName; kind: string }): boolean =>
  (kind === 'string' || kind === 'ip') && !PROSE.has(name);

/** What an automation rule can look at: a part of the attributes. */
export const CRITERIA: ReadonlySet<string> = new Set<AttributeName>([
  'ProductArn',
  'AwsAccountId',
  'Id',
  'GeneratorId',
  'Type',
  'FirstObservedAt',
  'LastObservedAt',
  'CreatedAt',
  'UpdatedAt',
  'Confidence',
  'Criticality',
  'Title',
  'Description',
  'SourceUrl',
  'ProductName',
  'CompanyName',
  'SeverityLabel',
  'ResourceType',
  'ResourceId',
  'ResourcePartition',
  'ResourceRegion',
  'ResourceTags',
  'ResourceDetailsOther',
  'ComplianceStatus',
  'ComplianceSecurityControlId',
  'ComplianceAssociatedStandardsId',
  'VerificationState',
  'WorkflowStatus',
  'RecordState',
  'RelatedFindingsProductArn',
  'RelatedFindingsId',
  'NoteText',
  'NoteUpdatedAt',
  'NoteUpdatedBy',
  'UserDefinedFields',
  'ResourceApplicationArn',
  'ResourceApplicationName',
  'AwsAccountName',
  'ResourceProvider',
  'ResourceOwnerAccountId',
  'ResourceOwnerOrgId',
]);
