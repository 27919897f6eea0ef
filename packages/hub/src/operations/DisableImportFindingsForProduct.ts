import { hubArn, partitionOf } from '../access/arn.js';
import { invalidInput, ServiceError } from '../errors.js';
import { type ProductArn, parseProductArn, parseSubscriptionArn } from '../products/arn.js';
import type { OperationInputs } from '../wire/generated/operations.js';
import type { Context } from './operation.js';
import { requireHub } from './requireHub.js';

/**
 * Ends the caller's subscription to a product; its findings stay. The service's own example names the product's ARN
 * where the subscription's is meant, so that both are understood.
 *
 * @throws ServiceError AccessDeniedException, InvalidAccessException, InvalidInputException, ResourceNotFoundException
 */
export async function DisableImportFindingsForProduct(
  input: OperationInputs['DisableImportFindingsForProduct'],
  context: Context,
): Promise<Record<string, never>> {
  const { account, region } = context.caller;
  context.access.authorize(
    context.caller,
    'securityhub:DisableImportFindingsForProduct',
    hubArn(region, account),
  );
  await requireHub(context);
  const text = input.ProductSubscriptionArn;
  const subscription = parseSubscriptionArn(text);
  const named = subscription ?? parseProductArn(text);
  if (named === undefined) throw invalidInput(`productSubscriptionArn: "${text}"`);
  const here = isHere(named, region) && (subscription === undefined || subscription.account === account);
  const { company, product } = named;
  if (!here || !(await context.store.control.deleteSubscription({ account, region, company, product }))) {
    throw new ServiceError('ResourceNotFoundException', `Product subscription not found: ${text}`);
  }
  return {};
}

const isHere = (arn: ProductArn, region: string): boolean =>
  arn.region === region && arn.partition === partitionOf(region);
