import { hubArn } from '../access/arn.js';
import { ServiceError } from '../errors.js';
import { formatSubscriptionArn, isDefaultProduct } from '../products/arn.js';
import { findProduct } from '../products/find.js';
import type { OperationInputs, OperationOutputs } from '../wire/generated/operations.js';
import type { Context } from './operation.js';
import { requireProductArn, unknownProductArn } from './productArn.js';
import { requireHub } from './requireHub.js';

/**
 * Lets a product send findings to the caller's hub. A product that is not known is answered as bad input: the service
 * documents no ResourceNotFoundException for this operation. The account's own default product is always enabled.
 *
 * @throws ServiceError AccessDeniedException, InvalidAccessException, InvalidInputException, ResourceConflictException
 */
export async function EnableImportFindingsForProduct(
  input: OperationInputs['EnableImportFindingsForProduct'],
  context: Context,
): Promise<OperationOutputs['EnableImportFindingsForProduct']> {
  const { account, region } = context.caller;
  context.access.authorize(
    context.caller,
    'securityhub:EnableImportFindingsForProduct',
    hubArn(region, account),
  );
  await requireHub(context);
  const arn = requireProductArn(input.ProductArn, region);
  if (isDefaultProduct(arn) && arn.account === account) throw alreadyEnabled(input.ProductArn);
  const product = findProduct(arn, await context.store.control.listProducts());
  if (product === undefined) throw unknownProductArn(input.ProductArn);
  const subscription = { account, region, company: product.company, product: product.product };
  const createdAt = context.now.toISOString();
  if (!(await context.store.control.createSubscription({ ...subscription, createdAt }))) {
    throw alreadyEnabled(input.ProductArn);
  }
  return { ProductSubscriptionArn: formatSubscriptionArn(subscription) };
}

/** In the words of the hub that is enabled twice, the only such message of the service that is known. */
const alreadyEnabled = (arn: string): ServiceError =>
  new ServiceError('ResourceConflictException', `Account is already subscribed to ${arn}`);
