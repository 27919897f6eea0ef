import { hubArn } from '../access/arn.js';
import type { OperationInputs, OperationOutputs } from '../wire/generated/operations.js';
import { resourceNotFound } from './definitions.js';
import { customInsightKey } from './insights.js';
import type { Context } from './operation.js';
import { requireHub } from './requireHub.js';

/**
 * Deletes a custom insight.
 *
 * @throws ServiceError AccessDeniedException, InvalidAccessException, InvalidInputException, ResourceNotFoundException
 */
export async function DeleteInsight(
  input: OperationInputs['DeleteInsight'],
  context: Context,
): Promise<OperationOutputs['DeleteInsight']> {
  const { account, region } = context.caller;
  context.access.authorize(context.caller, 'securityhub:DeleteInsight', hubArn(region, account));
  await requireHub(context);
  const { InsightArn: arn } = input;
  if (!(await context.store.control.deleteInsight(customInsightKey(arn, context)))) {
    throw resourceNotFound(arn);
  }
  return { InsightArn: arn };
}
