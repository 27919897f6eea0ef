import type { Connection } from '../api/connection.js';
import { type Chosen, getFindings, type Identifier, identifierOf } from '../api/findings.js';
import { type FindingUpdate, MOST_AT_ONCE, type Refusal, updateFindings } from '../api/update.js';
import { type Batch, ENDED, type Ending, inBatches } from './in-batches.js';

/** Which findings are meant: certain ones, or all that a filter selects when it is done. */
export type Targets =
  | { readonly kind: 'chosen'; readonly identifiers: readonly Identifier[] }
  | { readonly kind: 'matching'; readonly chosen: Chosen };

type Result = Awaited<ReturnType<typeof updateFindings>>;

/** How far it has come, and at the end what became of it. */
export interface Outcome extends Ending {
  readonly changed: number;
  /** Findings that the hub did not change, by its reason; each with the first of them. */
  readonly refusals: ReadonlyMap<string, { readonly count: number; readonly first: Refusal }>;
  readonly refused: number;
}

export const NOTHING_DONE: Outcome = { changed: 0, refusals: new Map(), refused: 0, ...ENDED };

/**
 * Applies an update to many findings, a hundred at a time.
 *
 * @param onProgress told after every hundred
 * @returns what became of it, also if it failed or was stopped on the way
 */
export function updateAll(
  connection: Connection,
  targets: Targets,
  update: FindingUpdate,
  onProgress: (outcome: Outcome) => void,
  signal: AbortSignal,
): Promise<Outcome> {
  return inBatches(
    updates(connection, targets, update, signal),
    { start: NOTHING_DONE, add: withResult, onProgress },
    signal,
  );
}

async function* updates(
  connection: Connection,
  targets: Targets,
  update: FindingUpdate,
  signal: AbortSignal,
): AsyncGenerator<Batch<Result>> {
  for await (const identifiers of batches(connection, targets, signal)) {
    yield { size: identifiers.length, send: () => updateFindings(connection, identifiers, update) };
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

function withResult(outcome: Outcome, { changed, refused }: Result): Outcome {
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
