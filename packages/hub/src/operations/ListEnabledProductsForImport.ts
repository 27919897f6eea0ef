import { hubArn } from '../access/arn.js';
import { formatSubscriptionArn } from '../products/arn.js';
import type { OperationInputs, OperationOutputs } from '../wire/generated/operations.js';
import type { Context } from './operation.js';
import { pageOf } from './page.js';
import { requireHub } from './requireHub.js';

/**
 * The ARNs of the caller's product subscriptions in the Region of the call.
 *
 * @throws ServiceError AccessDeniedException, InvalidAccessException, InvalidInputException (NextToken)
 */
export async function ListEnabledProductsForImport(
  input: OperationInputs['ListEnabledProductsForImport'],
  context: Context,
): Promise<OperationOutputs['ListEnabledProductsForImport']> {
  const { account, region } = context.caller;
  context.access.authorize(
    context.caller,
    'securityhub:ListEnabledProductsForImport',
    hubArn(region, account),
  );
  await requireHub(context);
  const subscriptions = await context.store.control.listSubscriptions(account, region);
  const { items, ...token } = pageOf(subscriptions, input, context, ['ListEnabledProductsForImport']);
  return { ProductSubscriptions: items.map(formatSubscriptionArn), ...token };
}
