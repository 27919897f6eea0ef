import { useCallback, useEffect, useEffectEvent, useReducer, useState } from 'react';
import { type Failure, failureOf, isAbort } from '../api/failure.js';

interface State<T> {
  /** Of the key under which it was loaded last; kept while another is on its way. */
  readonly data: T | undefined;
  readonly failure: Failure | undefined;
  /** What `data` or `failure` belong to. */
  readonly of: string | undefined;
}

export interface Query<T> {
  /** What was loaded last, also of another key while `loading`: tables need not flicker. */
  readonly data: T | undefined;
  /** Why there is nothing: with it, `data` is undefined. */
  readonly failure: Failure | undefined;
  readonly loading: boolean;
  reload(): void;
}

/**
 * Loads what a key stands for, again whenever the key changes or `reload` is called. What is no longer wanted is aborted,
 * and an answer that comes late is never shown under another key.
 *
 * @param key undefined: nothing is loaded
 */
export function useQuery<T>(key: string | undefined, load: (signal: AbortSignal) => Promise<T>): Query<T> {
  const [state, setState] = useState<State<T>>({ data: undefined, failure: undefined, of: undefined });
  const [round, next] = useReducer((count: number) => count + 1, 0);
  const loadNow = useEffectEvent(load);
  const wanted = key === undefined ? undefined : `${round} ${key}`;

  useEffect(() => {
    if (wanted === undefined) return undefined;
    const controller = new AbortController();
    loadNow(controller.signal).then(
      (data) => {
        if (!controller.signal.aborted) setState({ data, failure: undefined, of: wanted });
      },
      (error: unknown) => {
        if (controller.signal.aborted || isAbort(error)) return;
        setState({ data: undefined, failure: failureOf(error), of: wanted });
      },
    );
    return () => controller.abort();
  }, [wanted]);

  const reload = useCallback(() => next(), []);
  return { data: state.data, failure: state.failure, loading: state.of !== wanted, reload };
}
