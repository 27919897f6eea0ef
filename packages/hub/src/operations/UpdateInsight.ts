import { hubArn } from '../access/arn.js';
import type { OperationInputs } from '../wire/generated/operations.js';
import { resourceNotFound } from './definitions.js';
import { checkInsight, customInsightKey } from './insights.js';
import type { Context } from './operation.js';
import { requireHub } from './requireHub.js';

/**
 * Changes what is given of a custom insight.
 *
 * @throws ServiceError AccessDeniedException, InvalidAccessException, InvalidInputException, ResourceNotFoundException
 */
export async function UpdateInsight(
  input: OperationInputs['UpdateInsight'],
  context: Context,
): Promise<Record<string, never>> {
  const { account, region } = context.caller;
  context.access.authorize(context.caller, 'securityhub:UpdateInsight', hubArn(region, account));
  await requireHub(context);
  const { InsightArn: arn, Name: name, GroupByAttribute: groupByAttribute } = input;
  const filters = checkInsight(input, context.now);
  const updated = await context.store.control.updateInsight(customInsightKey(arn, context), {
    ...(name !== undefined && { name }),
    ...(filters !== undefined && { filters }),
    ...(groupByAttribute !== undefined && { groupByAttribute }),
  });
  if (!updated) throw resourceNotFound(arn);
  return {};
}
