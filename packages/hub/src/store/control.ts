import type { DefinitionStore } from './definitions.js';
import type { EventDefinitionStore } from './events.js';
import type { ProductHealthStore } from './product-health.js';
import type { SessionStore } from './sessions.js';
import type { ViewStore } from './views.js';

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

/** What a hub has from its first moment on. */
export interface HubStart {
  arn: string;
  tags: Readonly<Record<string, string>>;
  /** Products that are enabled with it; each once. */
  products: readonly Pick<SubscriptionRow, 'company' | 'product'>[];
}

export interface ControlStore
  extends DefinitionStore,
    EventDefinitionStore,
    ProductHealthStore,
    SessionStore,
    ViewStore {
  getAccount(account: string): Promise<AccountRow | undefined>;
  listAccounts(): Promise<AccountRow[]>;
  /** False if it is there already. */
  createAccount(row: AccountRow): Promise<boolean>;

  getPrincipal(account: string, name: string): Promise<PrincipalRow | undefined>;
  listPrincipals(account: string): Promise<PrincipalRow[]>;
  /** False if it is there already. */
  createPrincipal(row: PrincipalRow): Promise<boolean>;
  /** Changes everything but when it was created. False if it is not there. */
  replacePrincipal(row: Omit<PrincipalRow, 'createdAt'>): Promise<boolean>;
  deletePrincipal(account: string, name: string): Promise<boolean>;

  getAccessKey(accessKeyId: string): Promise<AccessKeyRow | undefined>;
  listAccessKeys(account: string): Promise<AccessKeyRow[]>;
  /** False if it is there already. */
  createAccessKey(row: AccessKeyRow): Promise<boolean>;
  setAccessKeyActive(accessKeyId: string, active: boolean): Promise<boolean>;
  deleteAccessKey(accessKeyId: string): Promise<boolean>;

  getHub(account: string, region: string): Promise<HubRow | undefined>;
  /** In the order of Regions. */
  listHubs(account: string): Promise<HubRow[]>;
  /**
   * Creates a hub with its subscriptions and tags, all or nothing. What a call that was late for the hub before it left
   * behind goes away. False, and nothing changes, if the hub is there already.
   */
  createHub(row: HubRow, start?: HubStart): Promise<boolean>;
  updateHub(row: HubRow): Promise<boolean>;
  /** Removes the hub with its subscriptions and tags; findings and definitions stay (they come back when it is enabled again). */
  deleteHub(account: string, region: string): Promise<boolean>;

  listProducts(): Promise<ProductRow[]>;
  /** False if there is one of this company and product already. */
  createProduct(row: ProductRow): Promise<boolean>;
  /** Changes everything but when it was created. False if there is none of this company and product. */
  replaceProduct(row: Omit<ProductRow, 'createdAt'>): Promise<boolean>;
  deleteProduct(company: string, product: string): Promise<boolean>;

  listSubscriptions(account: string, region: string): Promise<SubscriptionRow[]>;
  /** False if it is there already. */
  createSubscription(row: SubscriptionRow): Promise<boolean>;
  deleteSubscription(
    row: Pick<SubscriptionRow, 'account' | 'region' | 'company' | 'product'>,
  ): Promise<boolean>;

  getTags(account: string, arn: string): Promise<Record<string, string>>;
  /** Adds tags to a resource, with a new value for a key that is there; other keys stay, whoever sets them meanwhile. */
  setTags(account: string, arn: string, tags: Readonly<Record<string, string>>): Promise<void>;
  /** Removes tags of a resource; keys that are not there are passed over. */
  removeTags(account: string, arn: string, keys: readonly string[]): Promise<void>;

  /** Small facts of the installation, such as its root account. */
  getSetting(name: string): Promise<string | undefined>;
  putSetting(name: string, value: string): Promise<void>;
  /** Sets what nobody has set before. Gives the value that is there, which is the same for all who claim it at once. */
  claimSetting(name: string, value: string): Promise<string>;
}
