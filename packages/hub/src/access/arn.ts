/** What a Region of a credential scope may look like; which Regions there are is not ours to say. */
export const REGION = /^[a-z0-9-]{1,32}$/;

/** Account ids as they stand in ARNs. */
export const ACCOUNT_ID = /^[0-9]{12}$/;

const PARTITIONS = ['aws', 'aws-cn', 'aws-us-gov', 'aws-iso', 'aws-iso-b', 'aws-eusc'] as const;
export type Partition = (typeof PARTITIONS)[number];

/** How the names of a partition's Regions begin; all others are in `aws`. */
const REGION_PREFIXES: readonly (readonly [prefix: string, partition: Partition])[] = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
  ['us-iso-', 'aws-iso'],
  ['us-isob-', 'aws-iso-b'],
  ['eusc-', 'aws-eusc'],
];

export const isPartition = (text: string): text is Partition =>
  PARTITIONS.some((partition) => partition === text);

/** The partition that a Region belongs to. */
export function partitionOf(region: string): Partition {
  return REGION_PREFIXES.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'aws';
}

/** The ARN of an account's hub, the resource of reads in refusals. */
export const hubArn = (region: string, account: string): string =>
  `arn:${partitionOf(region)}:securityhub:${region}:${account}:hub/default`;

/** The ARN of a custom action. */
export const actionTargetArn = (region: string, account: string, id: string): string =>
  `arn:${partitionOf(region)}:securityhub:${region}:${account}:action/custom/${id}`;

/** The ARN of a custom insight. */
export const insightArn = (region: string, account: string, id: string): string =>
  `arn:${partitionOf(region)}:securityhub:${region}:${account}:insight/${account}/custom/${id}`;

/** The ARN of an automation rule. */
export const automationRuleArn = (region: string, account: string, id: string): string =>
  `arn:${partitionOf(region)}:securityhub:${region}:${account}:automation-rule/${id}`;

/** The ARN of an account's root principal or of one of its users. */
export const principalArn = (region: string, account: string, name: string): string =>
  `arn:${partitionOf(region)}:iam::${account}:${name === 'root' ? 'root' : `user/${name}`}`;

/** The name in the ARN of a principal: `root`, or the user's. */
export const principalName = (arn: string): string => /:user\/(.+)$/.exec(arn)?.[1] ?? 'root';
