import { useCallback, useLayoutEffect, useRef } from 'react';

/** The same function at every render, which does what the last one was given to do: for parts that are costly to draw. */
export function useStable<Arguments extends unknown[], Result>(
  work: (...given: Arguments) => Result,
): (...given: Arguments) => Result {
  const latest = useRef(work);
  useLayoutEffect(() => {
    latest.current = work;
  });
  return useCallback((...given) => latest.current(...given), []);
}
