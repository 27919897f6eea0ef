/** What a Region of a credential scope may look like; which Regions there are is not ours to say. */
export const REGION = /^[a-z0-9-]{1,32}$/;

export type Partition = 'aws' | 'aws-cn' | 'aws-us-gov';

/** The partition that a Region belongs to. */
export function partitionOf(region: string): Partition {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  return 'aws';
}

/** The ARN of an account's hub, the resource of reads in refusals. */
export const hubArn = (region: string, account: string): string =>
  `arn:${partitionOf(region)}:securityhub:${region}:${account}:hub/default`;

/** The ARN of an account's root principal or of one of its users. */
export const principalArn = (region: string, account: string, name: string): string =>
  `arn:${partitionOf(region)}:iam::${account}:${name === 'root' ? 'root' : `user/${name}`}`;
