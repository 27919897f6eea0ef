import { hubArn } from '../access/arn.js';
import { invalidInput, ServiceError } from '../errors.js';
import type { OperationInputs, OperationOutputs } from '../wire/generated/operations.js';
import type { Context } from './operation.js';
import { requireHub } from './requireHub.js';

const ANY_HUB = /^arn:aws[a-z-]*:securityhub:[a-z0-9-]+:[0-9]{12}:hub\/default$/;

/**
 * The caller's hub in the Region of the call. A HubArn may be named, but only that hub's: the service documents
 * InvalidInputException for what is no hub's ARN and ResourceNotFoundException for one that is not found.
 *
 * @throws ServiceError AccessDeniedException, InvalidAccessException, InvalidInputException, ResourceNotFoundException
 */
export async function DescribeHub(
  input: OperationInputs['DescribeHub'],
  context: Context,
): Promise<OperationOutputs['DescribeHub']> {
  const { account, region } = context.caller;
  const arn = hubArn(region, account);
  context.access.authorize(context.caller, 'securityhub:DescribeHub', arn);
  const hub = await requireHub(context);
  const named = input.HubArn ?? arn;
  if (!ANY_HUB.test(named)) throw invalidInput(`HubArn: "${named}"`);
  if (named !== arn) throw new ServiceError('ResourceNotFoundException', `Hub not found: ${named}`);
  return {
    HubArn: arn,
    SubscribedAt: hub.subscribedAt,
    AutoEnableControls: hub.autoEnableControls,
    ControlFindingGenerator:
      hub.controlFindingGenerator === 'STANDARD_CONTROL' ? 'STANDARD_CONTROL' : 'SECURITY_CONTROL',
  };
}
