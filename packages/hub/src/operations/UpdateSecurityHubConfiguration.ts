import { hubArn } from '../access/arn.js';
import type { OperationInputs } from '../wire/generated/operations.js';
import type { Context } from './operation.js';
import { notSubscribed, requireHub } from './requireHub.js';

/**
 * Changes the options of the caller's hub; those that are not given stay.
 *
 * @throws ServiceError AccessDeniedException, InvalidAccessException
 */
export async function UpdateSecurityHubConfiguration(
  input: OperationInputs['UpdateSecurityHubConfiguration'],
  context: Context,
): Promise<Record<string, never>> {
  const { account, region } = context.caller;
  const arn = hubArn(region, account);
  context.access.authorize(context.caller, 'securityhub:UpdateSecurityHubConfiguration', arn);
  const hub = await requireHub(context);
  const updated = await context.store.control.updateHub({
    ...hub,
    autoEnableControls: input.AutoEnableControls ?? hub.autoEnableControls,
    controlFindingGenerator: input.ControlFindingGenerator ?? hub.controlFindingGenerator,
  });
  // Disabled in between.
  if (!updated) throw notSubscribed(account);
  return {};
}
