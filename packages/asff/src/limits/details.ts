import { type LimitTable, text } from './limit.js';

const REQUIREMENTS = 'AwsEc2LaunchTemplateDataInstanceRequirements';

/** Limits of resources and of what is known about them, from the service's documentation of each member. */
export const RESOURCE_LIMITS: LimitTable = {
  'Resource.Id': text(512),
  'Resource.Type': text(256),
  'Resource.Region': text(16),
  'Resource.Tags': { minProperties: 1, maxProperties: 50, values: { maxLength: 256 } },
  'ResourceDetails.Other': {
    minProperties: 1,
    maxProperties: 50,
    keys: { maxLength: 128 },
    values: { maxLength: 1024 },
  },

  'AwsEc2InstanceDetails.IpV4Addresses': { maxItems: 10 },
  'AwsEc2InstanceDetails.IpV6Addresses': { maxItems: 10 },
  'AwsLambdaLayerVersionDetails.CompatibleRuntimes': { maxItems: 5 },
  'AwsEcsServiceNetworkConfigurationAwsVpcConfigurationDetails.Subnets': { maxItems: 16 },
  'AwsEcsServiceCapacityProviderStrategyDetails.Base': { minimum: 0, maximum: 100_000 },
  'AwsEcsServiceCapacityProviderStrategyDetails.Weight': { minimum: 0, maximum: 1000 },
  'AwsEcsServiceDetails.ServiceName': text(255, 0),
  'AwsEcsTaskVolumeDetails.Name': text(255, 0),
  'AwsElasticsearchDomainDetails.DomainName': text(28, 3),
  'AwsAmazonMqBrokerDetails.SecurityGroups': { maxItems: 125 },
  'AwsEc2LaunchTemplateDataBlockDeviceMappingSetEbsDetails.Throughput': { maximum: 1000 },
  'AwsRedshiftClusterDetails.ManualSnapshotRetentionPeriod': { minimum: -1, maximum: 3653 },
  'AwsRedshiftClusterClusterSnapshotCopyStatus.ManualSnapshotRetentionPeriod': { minimum: -1, maximum: 3653 },
  // Longer than the 32,767 characters that any string may have, so only its minimum matters.
  'AwsIamRoleDetails.AssumeRolePolicyDocument': { minLength: 1 },
  'AwsIamInstanceProfileRole.AssumeRolePolicyDocument': { minLength: 1 },

  'AwsApiGatewayCanarySettings.PercentTraffic': { fraction: true },
  'AwsApiGatewayMethodSettings.ThrottlingRateLimit': { fraction: true },
  'AwsApiGatewayV2RouteSettings.ThrottlingRateLimit': { fraction: true },
  'AwsCloudWatchAlarmDetails.Threshold': { fraction: true },
  [`${REQUIREMENTS}MemoryGiBPerVCpuDetails.Max`]: { fraction: true },
  [`${REQUIREMENTS}MemoryGiBPerVCpuDetails.Min`]: { fraction: true },
  [`${REQUIREMENTS}TotalLocalStorageGBDetails.Max`]: { fraction: true },
  [`${REQUIREMENTS}TotalLocalStorageGBDetails.Min`]: { fraction: true },
  'AwsKmsKeyDetails.CreationDate': { fraction: true },
  'AwsRedshiftClusterRestoreStatus.CurrentRestoreRateInMegaBytesPerSecond': { fraction: true },
};
