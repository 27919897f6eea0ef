import { hubArn } from '../access/arn.js';
import { invalidInput, ServiceError } from '../errors.js';
import { parseFilters } from '../findings/filter.js';
import type { FindingQuery } from '../store/findings.js';
import type { OperationInputs } from '../wire/generated/operations.js';
import { type Context, JsonText } from './operation.js';
import { isFirst } from './page.js';
import { requireHub } from './requireHub.js';

const DEFAULT_PAGE = 100;

/** The findings of the caller's account and Region that a filter selects, a page at a time, as they are stored. */
export async function GetFindings(
  input: OperationInputs['GetFindings'],
  context: Context,
): Promise<JsonText> {
  const { caller, tokens } = context;
  const { account, region } = caller;
  context.access.authorize(caller, 'securityhub:GetFindings', hubArn(region, account));
  await requireHub(context);

  // First: a token is bound to filters of the right shape.
  const where = parseFilters(input.Filters ?? {}, context.now);
  const sort = sortOf(input.SortCriteria ?? []);
  const boundTo = JSON.stringify([account, region, input.Filters, sort]);
  const query: FindingQuery = {
    account,
    region,
    where,
    limit: input.MaxResults ?? DEFAULT_PAGE,
    ...(sort && { sort }),
    ...(!isFirst(input.NextToken) && { after: tokens.open(input.NextToken, boundTo) }),
  };
  const { documents, next } = await context.store.findings.find(query);
  const token = next === undefined ? '' : `,"NextToken":${JSON.stringify(tokens.seal(next, boundTo))}`;
  return new JsonText(`{"Findings":[${documents.join(',')}]${token}}`);
}

function sortOf(criteria: NonNullable<OperationInputs['GetFindings']['SortCriteria']>): FindingQuery['sort'] {
  const [first, second] = criteria;
  if (first === undefined) return undefined;
  if (second !== undefined || first.Field !== 'UpdatedAt') {
    throw new ServiceError('NotImplemented', 'Docket sorts findings by UpdatedAt only, so far.');
  }
  const order = first.SortOrder ?? 'asc';
  if (order !== 'asc' && order !== 'desc') throw invalidInput('Invalid SortOrder: it is asc or desc.');
  return { attribute: 'updatedAt', order };
}
