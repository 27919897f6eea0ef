import { hubArn } from '../access/arn.js';
import type { OperationInputs } from '../wire/generated/operations.js';
import { actionTargetKey, checkActionTarget } from './action-targets.js';
import { resourceNotFound } from './definitions.js';
import type { Context } from './operation.js';
import { requireHub } from './requireHub.js';

/**
 * Changes the name or the description of a custom action, or both.
 *
 * @throws ServiceError AccessDeniedException, InvalidAccessException, InvalidInputException, ResourceNotFoundException
 */
export async function UpdateActionTarget(
  input: OperationInputs['UpdateActionTarget'],
  context: Context,
): Promise<Record<string, never>> {
  const { account, region } = context.caller;
  context.access.authorize(context.caller, 'securityhub:UpdateActionTarget', hubArn(region, account));
  await requireHub(context);
  const { ActionTargetArn: arn, Name: name, Description: description } = input;
  checkActionTarget(input);
  const updated = await context.store.control.updateActionTarget(actionTargetKey(arn, context), {
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
  });
  if (!updated) throw resourceNotFound(arn);
  return {};
}
