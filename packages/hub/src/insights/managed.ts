import type { AwsSecurityFindingFilters } from '../wire/generated/operations.js';
import type { GroupByAttribute } from './group-by.js';

/** An insight that everybody has and nobody can change. */
export interface ManagedInsight {
  arn: string;
  name: string;
  filters: AwsSecurityFindingFilters;
  groupByAttribute: GroupByAttribute;
}

const equals = (...values: string[]) => values.map((Value) => ({ Value, Comparison: 'EQUALS' as const }));
const prefix = (...values: string[]) => values.map((Value) => ({ Value, Comparison: 'PREFIX' as const }));
const lastDays = (Value: number) => [{ DateRange: { Value, Unit: 'DAYS' as const } }];

/** Findings that somebody still has to deal with. */
const OPEN: AwsSecurityFindingFilters = {
  RecordState: equals('ACTIVE'),
  WorkflowStatus: equals('NEW', 'NOTIFIED'),
};
const INSTANCE: AwsSecurityFindingFilters = { ...OPEN, ResourceType: equals('AwsEc2Instance') };
const BUCKET: AwsSecurityFindingFilters = { ...OPEN, ResourceType: equals('AwsS3Bucket') };
const ACCESS_KEY: AwsSecurityFindingFilters = { ...OPEN, ResourceType: equals('AwsIamAccessKey') };

const CHECKS = 'Software and Configuration Checks';
const BEST_PRACTICES = `${CHECKS}/AWS Security Best Practices`;
const STANDARDS = `${CHECKS}/Industry and Regulatory Standards`;
const REACHABLE = prefix(`${BEST_PRACTICES}/Network Reachability`);
const BASELINE = equals(`${STANDARDS}/AWS Security Best Practices`);

/** @param number the service's own for an insight that asks the same, so that scripts that name it find it here */
const managed = (
  number: number,
  name: string,
  groupByAttribute: GroupByAttribute,
  filters: AwsSecurityFindingFilters = OPEN,
): ManagedInsight => ({
  arn: `arn:aws:securityhub:::insight/securityhub/default/${number}`,
  ...{ name, filters, groupByAttribute },
});

/** In the order of the service's documentation. */
export const MANAGED_INSIGHTS: readonly ManagedInsight[] = [
  managed(1, 'Resources by open findings', 'ResourceId'),
  managed(10, 'Buckets that anybody can read or write', 'ResourceId', {
    ...BUCKET,
    Type: prefix('Effects/Data Exposure'),
  }),
  managed(3, 'Machine images behind the most findings', 'ResourceAwsEc2InstanceImageId', INSTANCE),
  managed(14, 'Instances that show known attack techniques', 'ResourceId', {
    ...INSTANCE,
    Type: prefix('TTPs'),
  }),
  managed(9, 'Principals with suspicious access keys', 'ResourceAwsIamAccessKeyPrincipalName', ACCESS_KEY),
  managed(6, 'Resources below the security baseline', 'ResourceId', { ...OPEN, Type: BASELINE }),
  managed(7, 'Resources that may be leaking data', 'ResourceId', {
    ...OPEN,
    Type: prefix('Effects/Data Exfiltration/'),
  }),
  managed(8, 'Resources that somebody else makes use of', 'ResourceId', {
    ...OPEN,
    Type: prefix('Effects/Resource Consumption'),
  }),
  managed(11, 'Buckets below the security baseline', 'ResourceId', { ...BUCKET, Type: BASELINE }),
  managed(12, 'Buckets that hold sensitive data', 'ResourceId', {
    ...BUCKET,
    Type: prefix('Sensitive Data Identifications/'),
  }),
  managed(13, 'Credentials in places where they do not belong', 'ResourceId', {
    ...OPEN,
    Type: prefix('Sensitive Data Identifications/Passwords/'),
  }),
  managed(16, 'Instances with unpatched vulnerabilities', 'ResourceId', {
    ...INSTANCE,
    Type: prefix(`${CHECKS}/Vulnerabilities/CVE`),
  }),
  managed(17, 'Instances that behave unusually', 'ResourceId', {
    ...INSTANCE,
    Type: prefix('Unusual Behaviors'),
  }),
  managed(18, 'Instances with ports open to the internet', 'ResourceId', { ...INSTANCE, Type: REACHABLE }),
  managed(19, 'Instances below standards or the security baseline', 'ResourceId', {
    ...INSTANCE,
    Type: prefix(`${STANDARDS}/`, BEST_PRACTICES),
  }),
  managed(21, 'Instances reachable from the internet', 'ResourceId', { ...INSTANCE, Type: REACHABLE }),
  managed(22, 'Instances that are being scouted out', 'ResourceId', {
    ...INSTANCE,
    Type: prefix('TTPs/Discovery/Recon'),
  }),
  managed(23, 'Resources with signs of malware', 'ResourceId', {
    ...OPEN,
    Type: prefix(
      'Effects/Data Exfiltration/Trojan',
      'TTPs/Initial Access/Trojan',
      'TTPs/Command and Control/Backdoor',
      'TTPs/Command and Control/Trojan',
      `${CHECKS}/Backdoor`,
      'Unusual Behaviors/VM/Backdoor',
    ),
  }),
  managed(24, 'Resources that mine cryptocurrency', 'ResourceId', {
    ...OPEN,
    Type: prefix('Effects/Resource Consumption/Cryptocurrency', 'TTPs/Command and Control/CryptoCurrency'),
  }),
  managed(25, 'Resources that somebody tried to get into', 'ResourceId', {
    ...OPEN,
    Type: prefix(
      'TTPs/Command and Control/UnauthorizedAccess',
      'TTPs/Initial Access/UnauthorizedAccess',
      'Effects/Data Exfiltration/UnauthorizedAccess',
      'Unusual Behaviors/User/UnauthorizedAccess',
      'Effects/Resource Consumption/UnauthorizedAccess',
    ),
  }),
  managed(26, 'Threat indicators seen most in the last seven days', 'ThreatIntelIndicatorValue', {
    CreatedAt: lastDays(7),
  }),
  managed(27, 'Accounts by open findings', 'AwsAccountId'),
  managed(28, 'Products by open findings', 'ProductName'),
  managed(29, 'Severities by open findings', 'SeverityLabel'),
  managed(30, 'Buckets by open findings', 'ResourceId', BUCKET),
  managed(31, 'Instances by open findings', 'ResourceId', INSTANCE),
  managed(32, 'Machine images by open findings', 'ResourceAwsEc2InstanceImageId', INSTANCE),
  managed(
    33,
    'Users by open findings about their access keys',
    'ResourceAwsIamAccessKeyUserName',
    ACCESS_KEY,
  ),
  managed(34, 'Resources that failed the most CIS checks in the last day', 'ResourceId', {
    ...OPEN,
    GeneratorId: prefix('arn:aws:securityhub:::ruleset/cis-aws-foundations-benchmark/v/1.2.0/rule'),
    ComplianceStatus: equals('FAILED'),
    UpdatedAt: lastDays(1),
  }),
  managed(35, 'Integrations by open findings', 'ProductArn'),
  managed(36, 'Resources that failed the most checks in the last day', 'ResourceId', {
    ...OPEN,
    ComplianceStatus: equals('FAILED'),
    UpdatedAt: lastDays(1),
  }),
  managed(37, 'Users with suspicious activity', 'ResourceAwsIamUserUserName', {
    ...OPEN,
    ResourceType: equals('AwsIamUser'),
  }),
];

const BY_ARN = new Map(MANAGED_INSIGHTS.map((insight) => [insight.arn, insight]));

export const managedInsight = (arn: string): ManagedInsight | undefined => BY_ARN.get(arn);
