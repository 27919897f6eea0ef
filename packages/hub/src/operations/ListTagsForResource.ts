import type { OperationInputs, OperationOutputs } from '../wire/generated/operations.js';
import type { Context } from './operation.js';
import { requireTaggable } from './tags.js';

/**
 * The tags of a resource.
 *
 * @throws ServiceError AccessDeniedException, InvalidAccessException, InvalidInputException, ResourceNotFoundException
 */
export async function ListTagsForResource(
  input: OperationInputs['ListTagsForResource'],
  context: Context,
): Promise<OperationOutputs['ListTagsForResource']> {
  await requireTaggable('ListTagsForResource', input.ResourceArn, context);
  return { Tags: await context.store.control.getTags(context.caller.account, input.ResourceArn) };
}
