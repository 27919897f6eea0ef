import type { Caller, ConditionContext } from '../access/caller.js';
import type { Store } from '../store/store.js';
import type { OperationInputs, OperationName, OperationOutputs } from '../wire/generated/operations.js';
import type { ImportReport } from './import/report.js';
import type { JsonText } from './json-text.js';

/** What an operation may know besides its input. Time is an argument, so that rules can be tested. */
export interface Context {
  caller: Caller;
  /** When the call was authenticated. */
  now: Date;
  /** Size of the request's body, decompressed: an upper bound for the size of anything in it. */
  bodyBytes: number;
  store: Store;
  access: Access;
  tokens: Tokens;
  settings: OperationSettings;
  meter: ImportMeter;
  /** Aborted when the hub is to stop and has waited for this call for long: what goes on and on ends where it is. */
  stopping?: AbortSignal;
  /** Logs an error that the caller is not told more of. */
  reportDefect(error: unknown): void;
}

interface OperationSettings {
  /** Members that the model does not know: refused as the service does, or stored. */
  unknownMembers: 'refuse' | 'keep';
}

export interface Access {
  /** Throws AccessDeniedException in the service's words unless the caller's policies allow the action on the resource. */
  authorize(caller: Caller, action: string, resource: string, conditions?: ConditionContext): void;
}

/** Makes NextTokens that only this installation can have made, bound to the query they continue. */
export interface Tokens {
  seal(position: string, boundTo: string): string;
  /** @throws ServiceError InvalidInputException for a token of another query, or one made elsewhere */
  open(token: string, boundTo: string): string;
}

/** Told what became of each import, for metrics and for the health of products. Imports do not wait for it. */
export interface ImportMeter {
  imported(report: ImportReport): void;
}

/** One operation of the API: checked input → answer. Throws ServiceError for a refusal of the whole call. */
export type Operation<Name extends OperationName> = (
  input: OperationInputs[Name],
  context: Context,
) => Promise<OperationOutputs[Name] | JsonText>;
