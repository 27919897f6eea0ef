import { hubArn } from '../access/arn.js';
import { parseFilters } from '../findings/filter/parse.js';
import type { OperationInputs, OperationOutputs } from '../wire/generated/operations.js';
import { findInsight } from './insights.js';
import type { Context } from './operation.js';
import { requireHub } from './requireHub.js';

/** Values with results, as the service's quotas say. */
const MAX_VALUES = 100;

/**
 * The values by which an insight, custom or managed, groups the findings that it selects, the most frequent first. A
 * finding counts once for each of its resources where the attribute is one of resources.
 *
 * @throws ServiceError AccessDeniedException, InvalidAccessException, InvalidInputException (the ARN),
 *   ResourceNotFoundException
 */
export async function GetInsightResults(
  input: OperationInputs['GetInsightResults'],
  context: Pick<Context, 'caller' | 'store' | 'access' | 'now'>,
): Promise<OperationOutputs['GetInsightResults']> {
  const { account, region } = context.caller;
  context.access.authorize(context.caller, 'securityhub:GetInsightResults', hubArn(region, account));
  await requireHub(context);
  const custom = await context.store.control.listInsights(account, region);
  const insight = findInsight(input.InsightArn, custom, context);
  const filter = parseFilters(JSON.parse(insight.filters), context.now);
  const counts = await context.store.findings.group({
    ...{ account, region, filter, groupBy: insight.groupByAttribute, limit: MAX_VALUES },
  });
  return {
    InsightResults: {
      InsightArn: insight.arn,
      GroupByAttribute: insight.groupByAttribute,
      ResultValues: counts.map(({ value, count }) => ({ GroupByAttributeValue: value, Count: count })),
    },
  };
}
