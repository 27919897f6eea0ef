import type { Caller, ConditionContext } from '../access/caller.js';
import type { Store } from '../store/store.js';
import type { OperationInputs, OperationName, OperationOutputs } from '../wire/generated/operations.js';
import type { ImportReport } from './import/report.js';

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

/** An answer that is JSON text already: stored documents go out as they are, never parsed and written again. */
export class JsonText {
  readonly #parts: readonly string[];

  constructor(...parts: string[]) {
    this.#parts = parts;
  }

  /** Written part by part: to make one text of a page of documents first takes four to ten times as long. */
  bytes(): Buffer {
    const bytes = Buffer.allocUnsafe(this.#parts.reduce((size, part) => size + Buffer.byteLength(part), 0));
    let end = 0;
    for (const part of this.#parts) end += bytes.write(part, end);
    return bytes;
  }
}

/** The parts of a list of JSON texts. */
export const listParts = (texts: readonly string[]): string[] =>
  texts.flatMap((text, index) => (index === 0 ? [text] : [',', text]));

/** One operation of the API: checked input → answer. Throws ServiceError for a refusal of the whole call. */
export type Operation<Name extends OperationName> = (
  input: OperationInputs[Name],
  context: Context,
) => Promise<OperationOutputs[Name] | JsonText>;
