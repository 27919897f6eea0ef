import { ServiceError } from '../errors.js';
import type { FindingKey, FindingStore, FindingWrite, StoredFinding } from '../store/findings.js';

/** Every lost race means that another write won, so this many in a row mean a crowd on the same findings. */
const MAX_ATTEMPTS = 50;

/** Others were faster every time. Whatever else goes wrong with a store, such as a database that is away, is another error. */
export class Outrun extends ServiceError {
  constructor() {
    super('ServiceUnavailableException', 'The findings are being updated by others. Try again.');
  }
}

/**
 * Reads findings, lets `decide` make the writes from what is stored, and commits them. If another call changed one of
 * the findings in between, everything is read and decided again: no update is lost, and none is half-applied.
 *
 * @returns what the last `decide` gave as result
 * @throws Outrun if there is no getting through; clients retry that
 */
export async function commitWithRetry<Result>(
  store: FindingStore,
  keys: readonly FindingKey[],
  decide: (stored: readonly (StoredFinding | undefined)[]) => {
    writes: readonly FindingWrite[];
    result: Result;
  },
): Promise<Result> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const stored = keys.length > 0 ? await store.read(keys) : [];
    const { writes, result } = decide(stored);
    if (writes.length === 0 || (await store.commit(writes))) return result;
  }
  throw new Outrun();
}
