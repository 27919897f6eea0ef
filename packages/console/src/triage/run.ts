import type { Connection } from '../api/connection.js';
import { type Failure, failureOf, isAbort } from '../api/failure.js';
import { type Chosen, getFindings, type Identifier, identifierOf } from '../api/findings.js';
import { type FindingUpdate, MOST_AT_ONCE, type Refusal, updateFindings } from '../api/update.js';

/** Which findings are meant: certain ones, or all that a filter selects when it is done. */
export type Targets =
  | { readonly kind: 'chosen'; readonly identifiers: readonly Identifier[] }
  | { readonly kind: 'matching'; readonly chosen: Chosen };

/** How far it has come, and at the end what became of it. */
export interface Outcome {
  readonly changed: number;
  /** Findings that the hub did not change, by its reason; each with the first of them. */
  readonly refusals: ReadonlyMap<string, { readonly count: number; readonly first: Refusal }>;
  readonly refused: number;
  /** Why it ended before its end. What was changed until then is changed. */
  readonly failure: Failure | undefined;
  /** Somebody stopped it. */
  readonly stopped: boolean;
  /** So many may be changed or not: the hub was asked and its answer did not come. */
  readonly unknown: number;
}

export const NOTHING_DONE: Outcome = {
  changed: 0,
  refusals: new Map(),
  refused: 0,
  failure: undefined,
  stopped: false,
  unknown: 0,
};

/**
 * Applies an update to many findings, a hundred at a time.
 *
 * @param onProgress told after every hundred
 * @returns what became of it, also if it failed or was stopped on the way
 */
export async function updateAll(
  connection: Connection,
  targets: Targets,
  update: FindingUpdate,
  onProgress: (outcome: Outcome) => void,
  signal: AbortSignal,
): Promise<Outcome> {
  let outcome = NOTHING_DONE;
  let asked = 0;
  try {
    for await (const identifiers of batches(connection, targets, signal)) {
      if (signal.aborted) return { ...outcome, stopped: true };
      asked = identifiers.length;
      // Not aborted on the way: then nobody would know what became of it.
      outcome = withResult(outcome, await updateFindings(connection, identifiers, update));
      asked = 0;
      onProgress(outcome);
    }
    return outcome;
  } catch (error) {
    if (isAbort(error)) return { ...outcome, stopped: true };
    const failure = failureOf(error);
    const isRefused = failure.status >= 400 && failure.status < 500;
    return { ...outcome, failure, unknown: isRefused ? 0 : asked };
  }
}

/**
 * Findings that a filter selects are read in the order of their keys, which no update changes: none is passed over because
 * one before it no longer matches.
 */
export async function* batches(
  connection: Connection,
  targets: Targets,
  signal: AbortSignal,
): AsyncGenerator<readonly Identifier[]> {
  if (targets.kind === 'chosen') {
    for (let from = 0; from < targets.identifiers.length; from += MOST_AT_ONCE) {
      yield targets.identifiers.slice(from, from + MOST_AT_ONCE);
    }
    return;
  }
  let token: string | undefined;
  do {
    const request = { ...targets.chosen, size: MOST_AT_ONCE, token };
    const { findings, next } = await getFindings(connection, request, signal);
    if (findings.length > 0) yield findings.map(identifierOf);
    token = next;
  } while (token !== undefined);
}

function withResult(
  outcome: Outcome,
  { changed, refused }: { changed: number; refused: readonly Refusal[] },
): Outcome {
  const refusals = new Map(outcome.refusals);
  for (const refusal of refused) {
    const reason = `${refusal.code}: ${refusal.message}`;
    const { count, first } = refusals.get(reason) ?? { count: 0, first: refusal };
    refusals.set(reason, { count: count + 1, first });
  }
  return {
    ...outcome,
    changed: outcome.changed + changed,
    refused: outcome.refused + refused.length,
    refusals,
  };
}
