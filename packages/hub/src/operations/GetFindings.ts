import { hubArn } from '../access/arn.js';
import { invalidInput } from '../errors.js';
import { ATTRIBUTES, type AttributeName } from '../findings/filter/attributes.js';
import { parseFilters } from '../findings/filter/parse.js';
import type { FindingQuery, SortBy } from '../store/findings.js';
import type { OperationInputs } from '../wire/generated/operations.js';
import { JsonText, listParts } from './json-text.js';
import type { Context } from './operation.js';
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
  const filter = parseFilters(input.Filters ?? {}, context.now);
  const sort = (input.SortCriteria ?? []).map(sortBy);
  const boundTo = JSON.stringify([account, region, input.Filters, sort]);
  const query: FindingQuery = {
    account,
    region,
    filter,
    sort,
    limit: input.MaxResults ?? DEFAULT_PAGE,
    ...(!isFirst(input.NextToken) && { after: tokens.open(input.NextToken, boundTo) }),
  };
  const { documents, next } = await context.store.findings.find(query);
  const token = next === undefined ? '' : `,"NextToken":${JSON.stringify(tokens.seal(next, boundTo))}`;
  return new JsonText('{"Findings":[', ...listParts(documents), `]${token}}`);
}

type Criterion = NonNullable<OperationInputs['GetFindings']['SortCriteria']>[number];

/** The order that a criterion asks for. Throws InvalidInputException for what findings have no order by. */
export function sortBy({ Field: field = '', SortOrder: order = 'asc' }: Criterion, index: number): SortBy {
  const attribute = ATTRIBUTES.get(field);
  if (attribute === undefined || !attribute.sortable) {
    const names: AttributeName[] = [...ATTRIBUTES.values()]
      .filter(({ sortable }) => sortable)
      .map(({ name }) => name);
    throw invalidInput(
      `Invalid parameter 'SortCriteria[${index}].Field'. It should be one of ${names.join(', ')}.`,
    );
  }
  return { attribute: attribute.name, order };
}
