import { actionTargetArn } from '../access/arn.js';
import type { DefinitionKey } from '../store/definitions.js';
import { checkText, ownId } from './definitions.js';
import type { Context } from './operation.js';

/** The service's documentation: names and ids can contain up to 20 characters. */
const MAX_NAME = 20;
/** Not documented; as much as the service allows for the descriptions of other things. */
const MAX_DESCRIPTION = 1024;

/** @throws ServiceError InvalidInputException */
export function checkActionTarget(action: { Id?: string; Name?: string; Description?: string }): void {
  checkText('Name', action.Name, MAX_NAME);
  checkText('Description', action.Description, MAX_DESCRIPTION);
  checkText('Id', action.Id, MAX_NAME);
}

/**
 * The custom action of the caller that an ARN names; whether it exists, the store knows.
 *
 * @throws ServiceError InvalidInputException, ResourceNotFoundException
 */
export function actionTargetKey(arn: string, { caller }: Pick<Context, 'caller'>): DefinitionKey {
  const { account, region } = caller;
  return { account, region, id: ownId('ActionTargetArn', arn, actionTargetArn(region, account, '')) };
}
