import { hubArn, partitionOf } from '../../access/arn.js';
import { accessDenied } from '../../access/authorize.js';
import { invalidInput } from '../../errors.js';
import { isDefaultProduct, type ProductArn, parseProductArn } from '../../products/arn.js';
import { findProduct } from '../../products/find.js';
import type { Context } from '../operation.js';
import { requireHub } from '../requireHub.js';
import { membersOf } from './entry.js';

/** What an import needs to know of the product that a finding comes from. */
export interface ImportProduct {
  productName: string;
  companyName: string;
  /** The account's own product for its custom findings. */
  isDefault: boolean;
}

/** How the service names the default product of an account. */
const DEFAULT_PRODUCT: ImportProduct = { productName: 'Default', companyName: 'Personal', isDefault: true };

const ACTION = 'securityhub:BatchImportFindings';

/**
 * Checks who sends what, in the service's order: first every ProductArn must parse, then the caller must be allowed to
 * send every finding. Members of the wrong type are left to the format check, which names them.
 *
 * @returns the product of every ProductArn in the batch
 * @throws ServiceError for the whole call: InvalidInputException, InvalidAccessException or AccessDeniedException
 */
export async function authorizeImport(
  entries: readonly unknown[],
  context: Context,
): Promise<ReadonlyMap<string, ImportProduct>> {
  const arns = new Map<string, { arn: ProductArn; accounts: Set<string> }>();
  for (const entry of entries) {
    const { ProductArn: text, AwsAccountId: account } = membersOf(entry);
    if (typeof text !== 'string') continue;
    const known = arns.get(text) ?? { arn: parse(text), accounts: new Set() };
    if (typeof account === 'string') known.accounts.add(account);
    arns.set(text, known);
  }

  // Findings without any product are told what they lack, but not to those who may import nothing.
  if (arns.size === 0) {
    const { region, account } = context.caller;
    context.access.authorize(context.caller, ACTION, hubArn(region, account));
    await requireHub(context);
  }
  const products = new Map<string, ImportProduct>();
  for (const [text, { arn, accounts }] of arns) {
    context.access.authorize(context.caller, ACTION, text);
    for (const account of accounts) {
      const product = await sendable(arn, account, context);
      if (product === undefined) throw accessDenied(context.caller, ACTION, text);
      products.set(text, product);
    }
  }
  return products;
}

/** The product, if the caller may send findings of the account with it. */
async function sendable(
  arn: ProductArn,
  account: string,
  context: Context,
): Promise<ImportProduct | undefined> {
  const { caller, store } = context;
  const own = account === caller.account;
  if (own) await requireHub(context);
  if (arn.region !== caller.region || arn.partition !== partitionOf(caller.region)) return undefined;
  if (isDefaultProduct(arn)) return own && arn.account === account ? DEFAULT_PRODUCT : undefined;

  const product = findProduct(arn, await store.control.listProducts());
  if (product === undefined) return undefined;
  if (!own) {
    const trusted = product.allowedAccounts.includes(caller.account);
    if (!trusted || (await store.control.getHub(account, caller.region)) === undefined) return undefined;
  }
  const enabled = await store.control.listSubscriptions(account, caller.region);
  return enabled.some(({ company, product: name }) => company === arn.company && name === arn.product)
    ? { productName: product.productName, companyName: product.companyName, isDefault: false }
    : undefined;
}

function parse(text: string): ProductArn {
  const arn = parseProductArn(text);
  // The service's whole message.
  if (arn === undefined) throw invalidInput(`productArn: "${text}"`);
  return arn;
}
