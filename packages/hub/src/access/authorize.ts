import { ServiceError } from '../errors.js';
import type { Caller, ConditionContext } from './caller.js';
import { evaluate } from './evaluate.js';

/**
 * Returns if the caller's policies allow the action on the resource. An action without a service prefix is one of
 * `securityhub`. The keys that follow from the caller (`aws:PrincipalArn`, `aws:PrincipalAccount`, `aws:userid`,
 * `aws:username`, `aws:PrincipalType`, `aws:RequestedRegion`) are always there; `conditions` adds those of the request.
 *
 * Throws AccessDeniedException in the service's words.
 */
export function authorize(
  caller: Caller,
  action: string,
  resource: string,
  conditions?: ConditionContext,
): void {
  const name = action.includes(':') ? action : `securityhub:${action}`;
  const context = new Map([...(conditions ?? []), ...callerConditions(caller)]);
  const decision = evaluate(caller.policies, { action: name, resource, conditions: context });
  if (decision === 'allow') return;
  const why =
    decision === 'explicitDeny'
      ? ' with an explicit deny'
      : ` because no identity-based policy allows the ${name} action`;
  throw accessDenied(caller, name, resource, why);
}

/** The refusal for other reasons than policies, such as a product that is not enabled: without a `because`. */
export function accessDenied(caller: Caller, action: string, resource: string, why = ''): ServiceError {
  return new ServiceError(
    'AccessDeniedException',
    `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource}${why}`,
  );
}

function callerConditions(caller: Caller): [string, readonly string[]][] {
  const user = /:user\/(.+)$/.exec(caller.arn)?.[1];
  return [
    ['aws:PrincipalArn', [caller.arn]],
    ['aws:PrincipalAccount', [caller.account]],
    ['aws:PrincipalType', [user === undefined ? 'Account' : 'User']],
    ['aws:userid', [caller.userId]],
    ['aws:RequestedRegion', [caller.region]],
    ...(user === undefined ? [] : [['aws:username', [user]] satisfies [string, string[]]]),
  ];
}
