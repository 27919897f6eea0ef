import { applyDensity, applyMode, Density, Mode } from '@cloudscape-design/global-styles';
import { useSyncExternalStore } from 'react';
import { membersOf, textsOf } from '../json.js';

export type Theme = 'system' | 'light' | 'dark';

/** How this person likes it, on this machine. What is looked at is in the address instead. */
export interface Preferences {
  readonly theme: Theme;
  readonly compact: boolean;
  readonly wrapLines: boolean;
  readonly pageSize: number;
  /** Of the list of findings, where the address does not say; undefined: the usual ones. */
  readonly columns: readonly string[] | undefined;
}

const KEY = 'docket.console';
export const PAGE_SIZES: readonly number[] = [25, 50, 100];
const THEMES: readonly Theme[] = ['system', 'light', 'dark'];
const prefersDark = window.matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

let preferences = read();
apply();
prefersDark.addEventListener('change', apply);

function read(): Preferences {
  let stored: unknown;
  try {
    stored = JSON.parse(window.localStorage.getItem(KEY) ?? '{}');
  } catch {
    stored = {};
  }
  const { theme, compact, wrapLines, pageSize, columns } = membersOf(stored);
  return {
    theme: THEMES.find((one) => one === theme) ?? 'system',
    compact: compact === true,
    wrapLines: wrapLines === true,
    pageSize: PAGE_SIZES.find((one) => one === pageSize) ?? 25,
    columns: Array.isArray(columns) ? textsOf(columns) : undefined,
  };
}

function apply(): void {
  const { theme, compact } = preferences;
  const dark = theme === 'dark' || (theme === 'system' && prefersDark.matches);
  applyMode(dark ? Mode.Dark : Mode.Light);
  applyDensity(compact ? Density.Compact : Density.Comfortable);
}

export function setPreferences(changes: Partial<Preferences>): void {
  preferences = { ...preferences, ...changes };
  try {
    window.localStorage.setItem(KEY, JSON.stringify(preferences));
  } catch {
    // Storage is full or forbidden: it holds until the page is closed.
  }
  apply();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const usePreferences = (): Preferences => useSyncExternalStore(subscribe, () => preferences);
