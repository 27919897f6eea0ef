/** Who is calling, established by the door (`wire/`) from a signature and handed inwards as a value. */
export interface Caller {
  /** 12 digits. */
  account: string;
  /** `arn:aws:iam::<account>:user/<name>` or `arn:aws:iam::<account>:root`. */
  arn: string;
  /** What STS calls UserId. */
  userId: string;
  accessKeyId: string;
  /** The Region of the credential scope; the whole call happens in it. */
  region: string;
  /** Policy documents of the principal, parsed. The account's root principal has one that allows everything. */
  policies: readonly PolicyDocument[];
}

/** An IAM policy document, checked by `parsePolicy`. */
export interface PolicyDocument {
  Version?: string;
  Statement: readonly Statement[];
}

export interface Statement {
  Sid?: string;
  Effect: 'Allow' | 'Deny';
  Action?: readonly string[];
  NotAction?: readonly string[];
  Resource?: readonly string[];
  NotResource?: readonly string[];
  /** operator → key → values */
  Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** Condition keys of one request: key (as documented, case-insensitive) → values; an absent key is not in the map. */
export type ConditionContext = ReadonlyMap<string, readonly string[]>;
