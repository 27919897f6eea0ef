import { hubArn } from '../access/arn.js';
import { formatSubscriptionArn } from '../products/arn.js';
import { findProduct, type KnownProduct, knownProducts, productArnIn } from '../products/find.js';
import type { OperationInputs, OperationOutputs } from '../wire/generated/operations.js';
import type { Context } from './operation.js';
import { pageOf } from './page.js';
import { requireProductArn } from './productArn.js';
import { requireHub } from './requireHub.js';

type Product = OperationOutputs['DescribeProducts']['Products'][number];

/**
 * The integrations that can be enabled: those known to the service and those registered with this installation. With a
 * ProductArn, that one, or none if there is no such product.
 *
 * @throws ServiceError AccessDeniedException, InvalidAccessException, InvalidInputException (ProductArn, NextToken)
 */
export async function DescribeProducts(
  input: OperationInputs['DescribeProducts'],
  context: Context,
): Promise<OperationOutputs['DescribeProducts']> {
  const { account, region } = context.caller;
  context.access.authorize(context.caller, 'securityhub:DescribeProducts', hubArn(region, account));
  await requireHub(context);
  const selected = await select(input.ProductArn, context);
  const { items, ...token } = pageOf(selected, input, context, ['DescribeProducts', input.ProductArn]);
  return { Products: items.map((product) => describe(product, account, region)), ...token };
}

async function select(arn: string | undefined, { caller, store }: Context): Promise<KnownProduct[]> {
  const named = arn === undefined ? undefined : requireProductArn(arn, caller.region);
  const registered = await store.control.listProducts();
  if (named === undefined) return knownProducts(registered);
  const product = findProduct(named, registered);
  return product === undefined ? [] : [product];
}

function describe(product: KnownProduct, account: string, region: string): Product {
  const policy = product.integrationTypes.includes('SEND_FINDINGS_TO_SECURITY_HUB')
    ? resourcePolicy(product, account, region)
    : undefined;
  return {
    ProductArn: productArnIn(region, product),
    ProductName: product.productName,
    CompanyName: product.companyName,
    ...(product.description !== '' && { Description: product.description }),
    Categories: [...product.categories],
    IntegrationTypes: [...product.integrationTypes],
    ...(product.marketplaceUrl !== undefined && { MarketplaceUrl: product.marketplaceUrl }),
    ...(product.activationUrl !== undefined && { ActivationUrl: product.activationUrl }),
    ...(policy !== undefined && { ProductSubscriptionResourcePolicy: policy }),
  };
}

/**
 * Who may send what once the product is enabled, in the form that the service shows: the partner's accounts through the
 * subscription, and the account itself with the product's ARN.
 */
function resourcePolicy(product: KnownProduct, account: string, region: string): string {
  const { company, product: name } = product;
  const partners = [...new Set([product.account, ...product.allowedAccounts])].filter((id) => id !== '');
  const statement = (principals: string[], resource: string) => ({
    Effect: 'Allow',
    Principal: { AWS: principals.length === 1 ? principals[0] : principals },
    Action: ['securityhub:BatchImportFindings'],
    Resource: resource,
    Condition: { StringEquals: { 'securityhub:TargetAccount': account } },
  });
  const subscription = formatSubscriptionArn({ region, account, company, product: name });
  const own = productArnIn(region, product);
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      ...(partners.length > 0 ? [statement(partners, subscription)] : []),
      statement([account], own),
    ],
  });
}
