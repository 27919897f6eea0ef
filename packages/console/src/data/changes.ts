import { useSyncExternalStore } from 'react';

/** What pages show of the hub and other pages change. */
export type Subject =
  | 'findings'
  | 'rules'
  | 'insights'
  | 'views'
  | 'products'
  | 'targets'
  | 'accounts'
  | 'events';

const counts = new Map<Subject, number>();
const listeners = new Set<() => void>();

/** Says that something was changed from here: whoever shows it loads it again. */
export function changed(subject: Subject): void {
  counts.set(subject, (counts.get(subject) ?? 0) + 1);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** How often it was changed from here: a part of the keys of queries. */
export const useChanges = (subject: Subject): number =>
  useSyncExternalStore(subscribe, () => counts.get(subject) ?? 0);
