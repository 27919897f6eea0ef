import type { LimitTable } from './limit.js';

/** The pattern as the service quotes it in its messages. It does not say so, but it holds for the whole text. */
export const QUOTED_TIMESTAMP_PATTERN =
  '(\\d\\d\\d\\d)-[0-1](\\d)-[0-3](\\d)[Tt](?:[0-2](\\d):[0-5](\\d):[0-5](\\d)|23:59:60)(?:\\.(\\d)+)?(?:[Zz]|[+-](\\d\\d)(?::?(\\d\\d))?)$';

/** What a timestamp is checked against: the same, from the first character on. */
export const TIMESTAMP_PATTERN = `^${QUOTED_TIMESTAMP_PATTERN}`;

/** Members of which the documentation says that they are formatted and checked as timestamps. */
const TIMESTAMPS: Readonly<Record<string, readonly string[]>> = {
  AwsApiCallAction: ['FirstSeen', 'LastSeen'],
  AwsApiGatewayRestApiDetails: ['CreatedDate'],
  AwsApiGatewayStageDetails: ['CreatedDate', 'LastUpdatedDate'],
  AwsApiGatewayV2ApiDetails: ['CreatedDate'],
  AwsApiGatewayV2StageDetails: ['CreatedDate', 'LastUpdatedDate'],
  AwsAutoScalingAutoScalingGroupDetails: ['CreatedTime'],
  AwsAutoScalingLaunchConfigurationDetails: ['CreatedTime'],
  AwsCertificateManagerCertificateDetails: ['CreatedAt', 'ImportedAt', 'IssuedAt', 'NotAfter', 'NotBefore'],
  AwsCertificateManagerCertificateRenewalSummary: ['UpdatedAt'],
  AwsCloudFrontDistributionDetails: ['LastModifiedTime'],
  AwsDynamoDbTableBillingModeSummary: ['LastUpdateToPayPerRequestDateTime'],
  AwsDynamoDbTableDetails: ['CreationDateTime'],
  AwsDynamoDbTableProvisionedThroughput: ['LastDecreaseDateTime', 'LastIncreaseDateTime'],
  AwsDynamoDbTableRestoreSummary: ['RestoreDateTime'],
  AwsDynamoDbTableSseDescription: ['InaccessibleEncryptionDateTime'],
  AwsEc2InstanceDetails: ['LaunchedAt'],
  AwsEc2NetworkInterfaceAttachment: ['AttachTime'],
  AwsEc2VolumeDetails: ['CreateTime'],
  AwsEc2VpnConnectionVgwTelemetryDetails: ['LastStatusChange'],
  AwsEcrContainerImageDetails: ['ImagePublishedAt'],
  AwsElbLoadBalancerDetails: ['CreatedTime'],
  AwsElbv2LoadBalancerDetails: ['CreatedTime'],
  AwsIamAccessKeyDetails: ['CreatedAt'],
  AwsIamAccessKeySessionContextAttributes: ['CreationDate'],
  AwsIamGroupDetails: ['CreateDate'],
  AwsIamInstanceProfile: ['CreateDate'],
  AwsIamInstanceProfileRole: ['CreateDate'],
  AwsIamPolicyDetails: ['CreateDate', 'UpdateDate'],
  AwsIamPolicyVersion: ['CreateDate'],
  AwsIamRoleDetails: ['CreateDate'],
  AwsIamUserDetails: ['CreateDate'],
  AwsLambdaFunctionDetails: ['LastModified'],
  AwsLambdaLayerVersionDetails: ['CreatedDate'],
  AwsRdsDbClusterDetails: ['ClusterCreateTime'],
  AwsRdsDbClusterSnapshotDetails: ['ClusterCreateTime', 'SnapshotCreateTime'],
  AwsRdsDbInstanceDetails: ['InstanceCreateTime', 'LatestRestorableTime'],
  AwsRdsEventSubscriptionDetails: ['SubscriptionCreationTime'],
  AwsRedshiftClusterDeferredMaintenanceWindow: ['DeferMaintenanceEndTime', 'DeferMaintenanceStartTime'],
  AwsRedshiftClusterDetails: [
    'ClusterCreateTime',
    'ExpectedNextSnapshotScheduleTime',
    'NextMaintenanceWindowStartTime',
  ],
  AwsRedshiftClusterLoggingStatus: ['LastFailureTime', 'LastSuccessfulDeliveryTime'],
  AwsS3BucketBucketLifecycleConfigurationRulesDetails: ['ExpirationDate'],
  AwsS3BucketBucketLifecycleConfigurationRulesTransitionsDetails: ['Date'],
  AwsS3BucketDetails: ['CreatedAt'],
  AwsS3ObjectDetails: ['LastModified'],
  AwsSecurityFinding: ['CreatedAt', 'FirstObservedAt', 'LastObservedAt', 'ProcessedAt', 'UpdatedAt'],
  ContainerDetails: ['LaunchedAt'],
  Note: ['UpdatedAt'],
  PatchSummary: ['OperationEndTime', 'OperationStartTime'],
  ProcessDetails: ['LaunchedAt', 'TerminatedAt'],
  ThreatIntelIndicator: ['LastObservedAt'],
  VulnerabilityVendor: ['VendorCreatedAt', 'VendorUpdatedAt'],
};

/** The same, by `Shape.Member`. */
export const TIMESTAMP_LIMITS: LimitTable = Object.fromEntries(
  Object.entries(TIMESTAMPS).flatMap(([shape, members]) =>
    members.map((member) => [`${shape}.${member}`, { timestamp: true }] as const),
  ),
);
