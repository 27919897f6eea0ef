import { useState } from 'react';
import { type Failure, failureOf, isAbort } from '../api/failure.js';

export interface Task {
  readonly busy: boolean;
  readonly failure: Failure | undefined;
  /** Does it, unless it is being done already; what it throws becomes `failure`. */
  run(): Promise<void>;
  /** Forgets the failure. */
  reset(): void;
}

/** Something that a person sets off and that may fail: saving, deleting. */
export function useTask(work: () => Promise<void>): Task {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  return {
    busy,
    failure,
    reset: () => setFailure(undefined),
    run: async () => {
      if (busy) return;
      setBusy(true);
      setFailure(undefined);
      try {
        await work();
      } catch (error) {
        if (!isAbort(error)) setFailure(failureOf(error));
      } finally {
        setBusy(false);
      }
    },
  };
}
