import { hubArn } from '../access/arn.js';
import type { OperationInputs } from '../wire/generated/operations.js';
import type { Context } from './operation.js';
import { notSubscribed } from './requireHub.js';

/**
 * Disables the caller's hub in the Region of the call, with its product subscriptions and tags. Findings, insights,
 * custom actions and automation rules stay and come back when the hub is enabled again; the service's documentation
 * says that it keeps them for 90 days.
 *
 * @throws ServiceError AccessDeniedException, InvalidAccessException
 */
export async function DisableSecurityHub(
  _input: OperationInputs['DisableSecurityHub'],
  context: Context,
): Promise<Record<string, never>> {
  const { account, region } = context.caller;
  context.access.authorize(context.caller, 'securityhub:DisableSecurityHub', hubArn(region, account));
  if (!(await context.store.control.deleteHub(account, region))) throw notSubscribed(account);
  return {};
}
