import { actionTargetArn, hubArn } from '../access/arn.js';
import { invalidInput, ServiceError } from '../errors.js';
import type { OperationInputs, OperationOutputs } from '../wire/generated/operations.js';
import { checkActionTarget } from './action-targets.js';
import { quotaReached } from './definitions.js';
import type { Context } from './operation.js';
import { requireHub } from './requireHub.js';

/** The service's quota of custom actions, per account and Region. */
const QUOTA = 50;
/** The service's documentation: up to 20 alphanumeric characters. */
const ID = /^[A-Za-z0-9]+$/;

/**
 * Creates a custom action, to be sent with findings or insight results that a person picks.
 *
 * @throws ServiceError AccessDeniedException, InvalidAccessException, InvalidInputException, LimitExceededException,
 *   ResourceConflictException
 */
export async function CreateActionTarget(
  input: OperationInputs['CreateActionTarget'],
  context: Context,
): Promise<OperationOutputs['CreateActionTarget']> {
  const { account, region } = context.caller;
  context.access.authorize(context.caller, 'securityhub:CreateActionTarget', hubArn(region, account));
  await requireHub(context);
  const { Id: id, Name: name, Description: description } = input;
  checkActionTarget(input);
  if (!ID.test(id)) throw invalidInput(`Invalid parameter 'Id'. It should match pattern "${ID.source}".`);
  const created = await context.store.control.createActionTarget(
    { account, region, id, name, description, createdAt: context.now.toISOString() },
    QUOTA,
  );
  if (created === 'exists') {
    throw new ServiceError('ResourceConflictException', `Action with Id: ${id} already exists`);
  }
  if (created === 'full') throw quotaReached('custom actions', QUOTA);
  return { ActionTargetArn: actionTargetArn(region, account, id) };
}
