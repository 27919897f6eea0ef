import { actionTargetArn, hubArn } from '../access/arn.js';
import type { ActionTargetRow } from '../store/definitions.js';
import type { OperationInputs, OperationOutputs } from '../wire/generated/operations.js';
import { actionTargetKey } from './action-targets.js';
import { resourceNotFound } from './definitions.js';
import type { Context } from './operation.js';
import { pageByCreation } from './page.js';
import { requireHub } from './requireHub.js';

/**
 * Custom actions, in the order in which they were created: those that are named, or all.
 *
 * @throws ServiceError AccessDeniedException, InvalidAccessException, InvalidInputException (an ARN, NextToken),
 *   ResourceNotFoundException for a named one that is not there
 */
export async function DescribeActionTargets(
  input: OperationInputs['DescribeActionTargets'],
  context: Context,
): Promise<OperationOutputs['DescribeActionTargets']> {
  const { account, region } = context.caller;
  context.access.authorize(context.caller, 'securityhub:DescribeActionTargets', hubArn(region, account));
  await requireHub(context);
  const all = await context.store.control.listActionTargets(account, region);
  const selected = select(all, input.ActionTargetArns ?? [], context);
  const question = ['DescribeActionTargets', input.ActionTargetArns ?? []];
  const { items, ...token } = pageByCreation(selected, input, context, question);
  return {
    ActionTargets: items.map(({ id, name, description }) => ({
      ActionTargetArn: actionTargetArn(region, account, id),
      Name: name,
      Description: description,
    })),
    ...token,
  };
}

function select(
  all: readonly ActionTargetRow[],
  arns: readonly string[],
  context: Context,
): readonly ActionTargetRow[] {
  if (arns.length === 0) return all;
  const known = new Set(all.map(({ id }) => id));
  const wanted = new Set<string>();
  for (const arn of arns) {
    const { id } = actionTargetKey(arn, context);
    if (!known.has(id)) throw resourceNotFound(arn);
    wanted.add(id);
  }
  return all.filter(({ id }) => wanted.has(id));
}
