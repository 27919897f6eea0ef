import { hubArn } from '../access/arn.js';
import type { OperationInputs, OperationOutputs } from '../wire/generated/operations.js';
import type { Context } from './operation.js';
import { requireHub } from './requireHub.js';

/**
 * The standards that the caller's hub has enabled: none, as Docket runs no controls and so offers no standards. Exporters
 * ask this before they read findings, and take the empty list for an answer.
 *
 * @throws ServiceError AccessDeniedException, InvalidAccessException
 */
export async function GetEnabledStandards(
  _input: OperationInputs['GetEnabledStandards'],
  context: Context,
): Promise<OperationOutputs['GetEnabledStandards']> {
  const { caller } = context;
  context.access.authorize(caller, 'securityhub:GetEnabledStandards', hubArn(caller.region, caller.account));
  await requireHub(context);
  return { StandardsSubscriptions: [] };
}
