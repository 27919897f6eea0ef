import type { FlashbarProps } from '@cloudscape-design/components/flashbar';
import { useSyncExternalStore } from 'react';
import { strings } from '../strings.js';

type Notice = FlashbarProps.MessageDefinition;

/** So many stay; an older one has been seen or never will be. */
const MOST = 5;

let notices: readonly Notice[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function replace(next: readonly Notice[]): void {
  notices = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Tells how something ended, above the page, until it is dismissed. */
export function notify(type: 'success' | 'error' | 'info' | 'warning', content: string): void {
  lastId += 1;
  const id = `notice-${lastId}`;
  const notice: Notice = {
    id,
    type,
    content,
    dismissible: true,
    dismissLabel: strings.common.dismiss,
    onDismiss: () => replace(notices.filter((one) => one.id !== id)),
  };
  replace([notice, ...notices].slice(0, MOST));
}

export const useNotices = (): readonly Notice[] => useSyncExternalStore(subscribe, () => notices);
