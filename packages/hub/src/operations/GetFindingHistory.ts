import { hubArn } from '../access/arn.js';
import { invalidInput, ServiceError } from '../errors.js';
import { toInstant } from '../findings/instant.js';
import type { HistoryEntry } from '../store/findings.js';
import type { OperationInputs, OperationOutputs } from '../wire/generated/operations.js';
import type { Context } from './operation.js';
import { isFirst } from './page.js';
import { requireHub } from './requireHub.js';

type Output = OperationOutputs['GetFindingHistory'];
type Identifier = OperationInputs['GetFindingHistory']['FindingIdentifier'];
type FindingHistoryRecord = NonNullable<Output['Records']>[number];
type Update = NonNullable<FindingHistoryRecord['Updates']>[number];

/** The service's documentation: up to 100 results a request. */
const DEFAULT_PAGE = 100;

/**
 * What has changed a finding, newest first. Without StartTime the history begins with the finding, without EndTime it
 * ends with the time of the call, as the service's documentation says; it is kept as long as the finding is.
 *
 * @throws ServiceError AccessDeniedException, InvalidAccessException, InvalidInputException (times, NextToken),
 *   ResourceNotFoundException (the finding)
 */
export async function GetFindingHistory(
  input: OperationInputs['GetFindingHistory'],
  context: Context,
): Promise<Output> {
  const { caller, tokens } = context;
  const { account, region } = caller;
  context.access.authorize(caller, 'securityhub:GetFindingHistory', hubArn(region, account));
  await requireHub(context);

  const { FindingIdentifier: identifier, NextToken, MaxResults } = input;
  const from = instantOf('StartTime', input.StartTime);
  const to = instantOf('EndTime', input.EndTime);
  if (from !== undefined && to !== undefined && from > to) {
    throw invalidInput("Invalid parameter 'StartTime'. It must not be later than 'EndTime'.");
  }
  const { Id: id, ProductArn: productArn } = identifier;
  const boundTo = JSON.stringify(['GetFindingHistory', account, region, productArn, id, from, to]);
  const page = await context.store.findings.history(
    { account, region, productArn, id },
    {
      limit: MaxResults ?? DEFAULT_PAGE,
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      ...(!isFirst(NextToken) && { after: tokens.open(NextToken, boundTo) }),
    },
  );
  if (page === undefined) {
    throw new ServiceError('ResourceNotFoundException', `Finding not found: ${productArn}/${id}`);
  }
  return {
    Records: page.entries.map((entry) => toRecord(identifier, entry)),
    ...(page.next !== undefined && { NextToken: tokens.seal(page.next, boundTo) }),
  };
}

function instantOf(parameter: string, text: string | undefined): string | undefined {
  const instant = text === undefined ? undefined : toInstant(text);
  if (text !== undefined && instant === undefined) {
    throw invalidInput(`Invalid parameter '${parameter}'. It should be an ISO 8601 date and time.`);
  }
  return instant;
}

function toRecord({ Id, ProductArn }: Identifier, entry: HistoryEntry): FindingHistoryRecord {
  return {
    FindingIdentifier: { Id, ProductArn },
    UpdateTime: entry.time,
    FindingCreated: entry.created,
    UpdateSource: { Type: entry.source, Identity: entry.identity },
    Updates: entry.updates.map(toUpdate),
  };
}

/** A change as the API shows it. */
export const toUpdate = ({ field, old: before, new: after }: HistoryEntry['updates'][number]): Update => ({
  UpdatedField: field,
  ...(before !== undefined && { OldValue: plain(before) }),
  ...(after !== undefined && { NewValue: plain(after) }),
});

/** Values are strings in the answer: a string as it is, anything else as JSON text. */
function plain(json: string): string {
  if (!json.startsWith('"')) return json;
  const value: unknown = JSON.parse(json);
  return typeof value === 'string' ? value : json;
}
