import { hubArn } from '../access/arn.js';
import type { OperationInputs, OperationOutputs } from '../wire/generated/operations.js';
import { actionTargetKey } from './action-targets.js';
import { resourceNotFound } from './definitions.js';
import type { Context } from './operation.js';
import { requireHub } from './requireHub.js';

/**
 * Deletes a custom action. What was sent with it stays sent.
 *
 * @throws ServiceError AccessDeniedException, InvalidAccessException, InvalidInputException, ResourceNotFoundException
 */
export async function DeleteActionTarget(
  input: OperationInputs['DeleteActionTarget'],
  context: Context,
): Promise<OperationOutputs['DeleteActionTarget']> {
  const { account, region } = context.caller;
  context.access.authorize(context.caller, 'securityhub:DeleteActionTarget', hubArn(region, account));
  await requireHub(context);
  const { ActionTargetArn: arn } = input;
  if (!(await context.store.control.deleteActionTarget(actionTargetKey(arn, context)))) {
    throw resourceNotFound(arn);
  }
  return { ActionTargetArn: arn };
}
