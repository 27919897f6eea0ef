import { hubArn } from '../access/arn.js';
import type { InsightRow } from '../store/definitions.js';
import type { OperationInputs } from '../wire/generated/operations.js';
import { jsonObject } from './definitions.js';
import { findInsight, type Insight, insightOf } from './insights.js';
import { JsonText } from './json-text.js';
import type { Context } from './operation.js';
import { type Page, pageBy, pageByCreation } from './page.js';
import { requireHub } from './requireHub.js';

/**
 * The insights that are named, in that order and managed ones among them; without names, all custom ones in the order
 * in which they were created.
 *
 * @throws ServiceError AccessDeniedException, InvalidAccessException, InvalidInputException (an ARN, NextToken),
 *   ResourceNotFoundException for a named one that is not there
 */
export async function GetInsights(
  input: OperationInputs['GetInsights'],
  context: Context,
): Promise<JsonText> {
  const { account, region } = context.caller;
  context.access.authorize(context.caller, 'securityhub:GetInsights', hubArn(region, account));
  await requireHub(context);
  const custom = await context.store.control.listInsights(account, region);
  const { items, NextToken } = pageOfInsights(custom, input, context);
  const insights = items.map(({ arn, name, filters, groupByAttribute }) =>
    jsonObject({
      InsightArn: arn,
      Name: name,
      Filters: { json: filters },
      GroupByAttribute: groupByAttribute,
    }),
  );
  return new JsonText(jsonObject({ Insights: { json: `[${insights.join(',')}]` }, NextToken }));
}

function pageOfInsights(
  custom: readonly InsightRow[],
  input: OperationInputs['GetInsights'],
  context: Context,
): Page<Insight> {
  const arns = [...new Set(input.InsightArns ?? [])];
  if (arns.length === 0) {
    const { items, ...token } = pageByCreation(custom, input, context, ['GetInsights']);
    return { items: items.map(insightOf), ...token };
  }
  const named = arns.map((arn, place) => ({ place, insight: findInsight(arn, custom, context) }));
  const digits = String(arns.length).length;
  const keyOf = ({ place }: { place: number }): string => String(place).padStart(digits, '0');
  const { items, ...token } = pageBy(named, keyOf, input, context, ['GetInsights', ...arns]);
  return { items: items.map(({ insight }) => insight), ...token };
}
