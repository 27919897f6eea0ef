import { useState } from 'react';
import { type Chosen, type Finding, identifierOf, keyOf } from '../api/findings.js';
import type { Targets } from '../triage/run.js';

interface Kept {
  /** Of which list it is: in another nothing is selected. */
  readonly of: string;
  readonly items: readonly Finding[];
  /** All that the filter selects, also on other pages. */
  readonly all: boolean;
}

export interface Selection {
  readonly all: boolean;
  /** What is ticked; of all that match, those on this page. */
  readonly selected: readonly Finding[];
  /** Undefined: nothing is selected. */
  readonly targets: Targets | undefined;
  /** How many that are, as far as is known. */
  readonly expected: number | undefined;
  select(items: readonly Finding[]): void;
  selectAll(): void;
  clear(): void;
}

export const keyOfFinding = (finding: Finding): string => keyOf(identifierOf(finding));

/** What is selected of a list, across its pages: certain findings, or all that match. */
export function useSelection(
  { filters, closed }: Chosen,
  onPage: readonly Finding[],
  count: number | undefined,
): Selection {
  const of = JSON.stringify([filters, closed]);
  const nothing: Kept = { of, items: [], all: false };
  const [kept, setKept] = useState(nothing);
  const { items, all } = kept.of === of ? kept : nothing;
  return {
    all,
    selected: all ? onPage : items,
    targets: all
      ? { kind: 'matching', chosen: { filters, closed } }
      : items.length === 0
        ? undefined
        : { kind: 'chosen', identifiers: items.map(identifierOf) },
    expected: all ? count : items.length,
    select: (next) => setKept({ of, items: next, all: false }),
    selectAll: () => setKept({ of, items: [], all: true }),
    clear: () => setKept(nothing),
  };
}
