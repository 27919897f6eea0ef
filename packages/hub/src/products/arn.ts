import { ACCOUNT_ID, isPartition, partitionOf, REGION } from '../access/arn.js';

/** The parts of a product's ARN, `arn:<partition>:securityhub:<region>:<account or empty>:product/<company>/<product>`. */
export interface ProductArn {
  partition: string;
  region: string;
  /** 12 digits, or empty for a product that is the same for everybody. */
  account: string;
  company: string;
  product: string;
}

/** As `ProductArn`, of `…:product-subscription/<company>/<product>`: the account is the subscriber's and always there. */
export type SubscriptionArn = ProductArn;

/** The finding format's limit for ProductArn. */
const MAX_LENGTH = 2048;
/** Company and product identifiers, as partners are given them and as a custom product carries its account number. */
export const PRODUCT_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;

/** @returns undefined for anything that is not wholly a product ARN */
export function parseProductArn(arn: string): ProductArn | undefined {
  const parts = parse(arn, 'product');
  return parts !== undefined && (parts.account === '' || ACCOUNT_ID.test(parts.account)) ? parts : undefined;
}

/** @returns undefined for anything that is not wholly a product subscription's ARN */
export function parseSubscriptionArn(arn: string): SubscriptionArn | undefined {
  const parts = parse(arn, 'product-subscription');
  return parts !== undefined && ACCOUNT_ID.test(parts.account) ? parts : undefined;
}

function parse(arn: string, resourceType: string): ProductArn | undefined {
  if (arn.length > MAX_LENGTH) return undefined;
  const [prefix, partition = '', service, region = '', account = '', resource = '', ...more] = arn.split(':');
  const [type, company = '', product = '', ...deeper] = resource.split('/');
  const whole =
    prefix === 'arn' &&
    isPartition(partition) &&
    service === 'securityhub' &&
    REGION.test(region) &&
    type === resourceType &&
    PRODUCT_NAME.test(company) &&
    PRODUCT_NAME.test(product) &&
    more.length === 0 &&
    deeper.length === 0;
  return whole ? { partition, region, account, company, product } : undefined;
}

export const formatProductArn = ({ partition, region, account, company, product }: ProductArn): string =>
  `arn:${partition}:securityhub:${region}:${account}:product/${company}/${product}`;

/** The ARN of an account's subscription to a product; `account` is the subscriber's. */
export const formatSubscriptionArn = (subscription: Omit<SubscriptionArn, 'partition'>): string =>
  `arn:${partitionOf(subscription.region)}:securityhub:${subscription.region}:${subscription.account}` +
  `:product-subscription/${subscription.company}/${subscription.product}`;

/** The product that every account has without subscribing, for findings of its own. */
export const defaultProductArn = (region: string, account: string): string =>
  formatProductArn({ partition: partitionOf(region), region, account, company: account, product: 'default' });

/** True for the default product of any account; whose it is, `account` says. */
export const isDefaultProduct = ({ account, company, product }: ProductArn): boolean =>
  account !== '' && company === account && product === 'default';
