import type { OperationInputs } from '../wire/generated/operations.js';
import type { Context } from './operation.js';
import { checkTags, requireTaggable } from './tags.js';

/**
 * Adds tags to a resource, replacing those with the same keys.
 *
 * @throws ServiceError AccessDeniedException, InvalidAccessException, InvalidInputException, ResourceNotFoundException
 */
export async function TagResource(
  input: OperationInputs['TagResource'],
  context: Context,
): Promise<Record<string, never>> {
  const { control } = context.store;
  const { account } = context.caller;
  await requireTaggable('TagResource', input.ResourceArn, context);
  // Of calls at once each counts without the others' tags, so that together they may pass the limit by a few; none is lost.
  checkTags({ ...(await control.getTags(account, input.ResourceArn)), ...input.Tags });
  await control.setTags(account, input.ResourceArn, input.Tags);
  return {};
}
