import type { OperationInputs } from '../wire/generated/operations.js';
import type { Context } from './operation.js';
import { requireTaggable } from './tags.js';

/**
 * Removes tags from a resource. Keys that it does not have are passed over.
 *
 * @throws ServiceError AccessDeniedException, InvalidAccessException, InvalidInputException, ResourceNotFoundException
 */
export async function UntagResource(
  input: OperationInputs['UntagResource'],
  context: Context,
): Promise<Record<string, never>> {
  const { control } = context.store;
  const { account } = context.caller;
  await requireTaggable('UntagResource', input.ResourceArn, context);
  await control.removeTags(account, input.ResourceArn, input.TagKeys);
  return {};
}
