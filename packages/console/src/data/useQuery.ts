import { useCallback, useEffect, useEffectEvent, useReducer, useState } from 'react';
import { type Failure, failureOf, isAbort } from '../api/failure.js';

interface State<T> {
  readonly data: T | undefined;
  readonly failure: Failure | undefined;
  /** What they belong to, and which version of it. */
  readonly key: string | undefined;
  readonly version: string;
}

export interface Query<T> {
  /** What was loaded last for this key; while a later version is `loading`, still the one before. */
  readonly data: T | undefined;
  /** Why there is nothing: with it, `data` is undefined. */
  readonly failure: Failure | undefined;
  readonly loading: boolean;
  reload(): void;
}

/**
 * Loads what a key stands for, again whenever the key or its version changes or `reload` is called. What is no longer
 * wanted is aborted. Nothing is ever shown under another key than it was loaded for: what is seen beside a filter is what
 * the filter selects.
 *
 * @param key undefined: nothing is loaded
 * @param version changes where the same is to be loaded again, or another part of the same
 */
export function useQuery<T>(
  key: string | undefined,
  load: (signal: AbortSignal) => Promise<T>,
  version: string | number = '',
): Query<T> {
  const [round, next] = useReducer((count: number) => count + 1, 0);
  const [state, setState] = useState<State<T>>({ data: undefined, failure: undefined, key: '', version: '' });
  const loadNow = useEffectEvent(load);
  const wanted = `${round} ${version}`;

  useEffect(() => {
    if (key === undefined) return undefined;
    const controller = new AbortController();
    loadNow(controller.signal).then(
      (data) => {
        if (!controller.signal.aborted) setState({ data, failure: undefined, key, version: wanted });
      },
      (error: unknown) => {
        if (controller.signal.aborted || isAbort(error)) return;
        setState({ data: undefined, failure: failureOf(error), key, version: wanted });
      },
    );
    return () => controller.abort();
  }, [key, wanted]);

  const reload = useCallback(() => next(), []);
  const isOfKey = state.key === key;
  return {
    data: isOfKey ? state.data : undefined,
    failure: isOfKey ? state.failure : undefined,
    loading: key !== undefined && !(isOfKey && state.version === wanted),
    reload,
  };
}
