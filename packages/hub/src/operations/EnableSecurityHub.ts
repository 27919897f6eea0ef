import { hubArn } from '../access/arn.js';
import { enableHub } from '../products/enable-hub.js';
import type { OperationInputs } from '../wire/generated/operations.js';
import type { Context } from './operation.js';
import { checkTags } from './tags.js';

/**
 * Enables the caller's hub in the Region of the call. The integrations of AWS's own services that send findings come
 * with it, as the service documents, except those that it asks to be accepted first. No standard is enabled whatever
 * EnableDefaultStandards says: Docket runs no controls yet.
 *
 * Findings, which outlive the hub, are there again if the hub was enabled before.
 *
 * @throws ServiceError AccessDeniedException, InvalidInputException (tags), ResourceConflictException (enabled already)
 */
export async function EnableSecurityHub(
  input: OperationInputs['EnableSecurityHub'],
  context: Context,
): Promise<Record<string, never>> {
  const { account, region } = context.caller;
  context.access.authorize(context.caller, 'securityhub:EnableSecurityHub', hubArn(region, account));
  const tags = input.Tags ?? {};
  checkTags(tags);
  await enableHub(context.store.control, {
    account,
    region,
    now: context.now,
    controlFindingGenerator: input.ControlFindingGenerator ?? 'SECURITY_CONTROL',
    tags,
  });
  return {};
}
