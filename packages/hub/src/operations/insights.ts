import { insightArn } from '../access/arn.js';
import { invalidInput } from '../errors.js';
import { parseFilters } from '../findings/filter/parse.js';
import { type GroupByAttribute, isGroupByAttribute } from '../insights/group-by.js';
import { managedInsight } from '../insights/managed.js';
import type { DefinitionKey, InsightRow } from '../store/definitions.js';
import { checkText, ownId, resourceNotFound } from './definitions.js';
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

/** An insight of either kind. */
export interface Insight {
  arn: string;
  name: string;
  /** JSON text. */
  filters: string;
  groupByAttribute: GroupByAttribute;
}

/**
 * The insight that an ARN names.
 *
 * @param custom those of the caller
 * @throws ServiceError InvalidInputException for what is no ARN of an insight, ResourceNotFoundException
 */
export function findInsight(
  arn: string,
  custom: readonly InsightRow[],
  { caller }: Pick<Context, 'caller'>,
): Insight {
  const managed = managedInsight(arn);
  if (managed !== undefined) return { ...managed, filters: JSON.stringify(managed.filters) };
  const { id } = insightKey(arn, { caller });
  const row = custom.find((insight) => insight.id === id);
  if (row === undefined) throw resourceNotFound(arn);
  return insightOf(row);
}

export function insightOf(row: InsightRow): Insight {
  const { account, region, id, name, filters, groupByAttribute } = row;
  if (!isGroupByAttribute(groupByAttribute)) throw new Error(`an insight is grouped by ${groupByAttribute}`);
  return { arn: insightArn(region, account, id), name, filters, groupByAttribute };
}

/** As `customInsightKey`, for reading. */
function insightKey(arn: string, { caller }: Pick<Context, 'caller'>): DefinitionKey {
  const { account, region } = caller;
  return { account, region, id: ownId('InsightArn', arn, insightArn(region, account, '')) };
}
