/**
 * Accounts, principals, keys, hubs, products, subscriptions and tags: few rows, read on every call and cached by
 * `access/` for a moment, so that several hubs on one database agree within a second.
 */
export interface AccountRow {
  account: string;
  name: string;
  createdAt: string;
}

export interface PrincipalRow {
  account: string;
  /** `root`, or a user name. */
  name: string;
  /** JSON of a list of policy documents. */
  policies: string;
  createdAt: string;
}

export interface AccessKeyRow {
  accessKeyId: string;
  account: string;
  principal: string;
  /** Encrypted with the master key (`access/secrets.ts`); never the secret itself. */
  secret: string;
  /** Set for temporary credentials: requests must carry it. */
  sessionToken: string | null;
  active: boolean;
  createdAt: string;
}

export interface HubRow {
  account: string;
  region: string;
  /** ISO 8601 with milliseconds. */
  subscribedAt: string;
  autoEnableControls: boolean;
  controlFindingGenerator: string;
}

/** A partner product registered through the admin API; the built-in catalogue is not stored. */
export interface ProductRow {
  /** The owner account that the product ARN carries; empty for none. */
  ownerAccount: string;
  company: string;
  product: string;
  companyName: string;
  productName: string;
  description: string;
  categories: string[];
  /** Accounts that may send findings of other accounts with this product. */
  allowedAccounts: string[];
  createdAt: string;
}

export interface SubscriptionRow {
  account: string;
  region: string;
  company: string;
  product: string;
  createdAt: string;
}

export interface ControlStore {
  getAccount(account: string): Promise<AccountRow | undefined>;
  listAccounts(): Promise<AccountRow[]>;
  /** False if it is there already. */
  createAccount(row: AccountRow): Promise<boolean>;

  getPrincipal(account: string, name: string): Promise<PrincipalRow | undefined>;
  listPrincipals(account: string): Promise<PrincipalRow[]>;
  /** Creates or replaces. */
  putPrincipal(row: PrincipalRow): Promise<void>;
  deletePrincipal(account: string, name: string): Promise<boolean>;

  getAccessKey(accessKeyId: string): Promise<AccessKeyRow | undefined>;
  listAccessKeys(account: string): Promise<AccessKeyRow[]>;
  /** False if it is there already. */
  createAccessKey(row: AccessKeyRow): Promise<boolean>;
  setAccessKeyActive(accessKeyId: string, active: boolean): Promise<boolean>;
  deleteAccessKey(accessKeyId: string): Promise<boolean>;

  getHub(account: string, region: string): Promise<HubRow | undefined>;
  /** False if it is there already. */
  createHub(row: HubRow): Promise<boolean>;
  updateHub(row: HubRow): Promise<boolean>;
  /** Removes the hub with its subscriptions and tags; findings stay (they come back when it is enabled again). */
  deleteHub(account: string, region: string): Promise<boolean>;

  listProducts(): Promise<ProductRow[]>;
  /** Creates or replaces by company and product. */
  putProduct(row: ProductRow): Promise<void>;
  deleteProduct(company: string, product: string): Promise<boolean>;

  listSubscriptions(account: string, region: string): Promise<SubscriptionRow[]>;
  /** False if it is there already. */
  createSubscription(row: SubscriptionRow): Promise<boolean>;
  deleteSubscription(
    row: Pick<SubscriptionRow, 'account' | 'region' | 'company' | 'product'>,
  ): Promise<boolean>;

  getTags(account: string, arn: string): Promise<Record<string, string>>;
  /** Replaces the whole set of a resource. */
  putTags(account: string, arn: string, tags: Record<string, string>): Promise<void>;

  /** Small facts of the installation, such as its root account. */
  getSetting(name: string): Promise<string | undefined>;
  putSetting(name: string, value: string): Promise<void>;
}
