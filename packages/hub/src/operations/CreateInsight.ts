import { randomUUID } from 'node:crypto';
import { hubArn, insightArn } from '../access/arn.js';
import type { OperationInputs, OperationOutputs } from '../wire/generated/operations.js';
import { quotaReached } from './definitions.js';
import { checkInsight } from './insights.js';
import type { Context } from './operation.js';
import { requireHub } from './requireHub.js';

/** The service's quota of custom insights, per account and Region. */
const QUOTA = 100;

/**
 * Creates a custom insight: a filter, and what to group the findings by that it selects.
 *
 * @throws ServiceError AccessDeniedException, InvalidAccessException, InvalidInputException, LimitExceededException
 */
export async function CreateInsight(
  input: OperationInputs['CreateInsight'],
  context: Context,
): Promise<OperationOutputs['CreateInsight']> {
  const { account, region } = context.caller;
  context.access.authorize(context.caller, 'securityhub:CreateInsight', hubArn(region, account));
  await requireHub(context);
  const filters = checkInsight(input, context.now) ?? '{}';
  const { Name: name, GroupByAttribute: groupByAttribute } = input;
  const id = randomUUID();
  const createdAt = context.now.toISOString();
  const created = await context.store.control.createInsight(
    { account, region, id, name, filters, groupByAttribute, createdAt },
    QUOTA,
  );
  if (created !== 'created') throw quotaReached('custom insights', QUOTA);
  return { InsightArn: insightArn(region, account, id) };
}
