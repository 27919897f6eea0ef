import { insightArn } from '../access/arn.js';
import { invalidInput } from '../errors.js';
import { parseFilters } from '../findings/filter/parse.js';
import { isGroupByAttribute } from '../insights/group-by.js';
import { managedInsight } from '../insights/managed.js';
import type { DefinitionKey } from '../store/definitions.js';
import { checkText, ownId } from './definitions.js';
import type { Context } from './operation.js';

/** From the documentation of the resource type that creates insights by template; the API reference has no limit. */
const MAX_NAME = 128;

/**
 * Checks what an insight is to be made of.
 *
 * @returns the filters as JSON text; undefined if there are none
 * @throws ServiceError InvalidInputException
 */
export function checkInsight(
  insight: { Name?: string; Filters?: unknown; GroupByAttribute?: string },
  now: Date,
): string | undefined {
  const { Name, Filters, GroupByAttribute } = insight;
  checkText('Name', Name, MAX_NAME);
  if (GroupByAttribute !== undefined && !isGroupByAttribute(GroupByAttribute)) {
    throw invalidInput("Invalid parameter 'GroupByAttribute'. Findings cannot be grouped by it.");
  }
  if (Filters === undefined) return undefined;
  parseFilters(Filters, now);
  return JSON.stringify(Filters);
}

/**
 * The custom insight of the caller that an ARN names; whether it exists, the store knows.
 *
 * @throws ServiceError InvalidInputException for what is no ARN of the service, or a managed insight's: those cannot be
 *   changed; ResourceNotFoundException
 */
export function customInsightKey(arn: string, { caller }: Pick<Context, 'caller'>): DefinitionKey {
  if (managedInsight(arn) !== undefined) {
    throw invalidInput(`Managed insights cannot be updated or deleted: ${arn}`);
  }
  return insightKey(arn, { caller });
}

/**
 * As `customInsightKey`, for reading.
 *
 * @throws ServiceError InvalidInputException, ResourceNotFoundException
 */
export function insightKey(arn: string, { caller }: Pick<Context, 'caller'>): DefinitionKey {
  const { account, region } = caller;
  return { account, region, id: ownId('InsightArn', arn, insightArn(region, account, '')) };
}
