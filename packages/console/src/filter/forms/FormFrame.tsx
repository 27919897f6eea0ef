import SpaceBetween from '@cloudscape-design/components/space-between';
import { type ReactNode, useEffect, useRef } from 'react';

/**
 * What a form in the filter box stands in. The box says that it controls a list of values; with a form there is none, so
 * the form takes the list's name: who cannot see it is led to it all the same.
 */
export function FormFrame({ children }: { children: ReactNode }) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const name = document.activeElement?.getAttribute('aria-controls');
    if (name && frame.current && document.getElementById(name) === null) frame.current.id = name;
  }, []);
  return (
    <div ref={frame}>
      <SpaceBetween size="s">{children}</SpaceBetween>
    </div>
  );
}
