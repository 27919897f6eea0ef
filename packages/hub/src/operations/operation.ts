import type { Caller, ConditionContext } from '../access/caller.js';
import type { Store } from '../store/store.js';
import type { OperationInputs, OperationName, OperationOutputs } from '../wire/generated/operations.js';

/** What an operation may know besides its input. Time is an argument, so that rules can be tested. */
export interface Context {
  caller: Caller;
  /** When the call was authenticated. */
  now: Date;
  store: Store;
  access: Access;
  settings: OperationSettings;
}

export interface OperationSettings {
  /** Members that the model does not know: refused as the service does, or stored. */
  unknownMembers: 'refuse' | 'keep';
}

export interface Access {
  /** Throws AccessDeniedException in the service's words unless the caller's policies allow the action on the resource. */
  authorize(caller: Caller, action: string, resource: string, conditions?: ConditionContext): void;
  /** True if the account's hub is enabled in the Region. */
  hubEnabled(account: string, region: string): Promise<boolean>;
}

/** One operation of the API: checked input → answer. Throws ServiceError for a refusal of the whole call. */
export type Operation<Name extends OperationName> = (
  input: OperationInputs[Name],
  context: Context,
) => Promise<OperationOutputs[Name]>;
