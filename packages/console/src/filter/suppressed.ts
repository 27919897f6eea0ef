import { textOf } from '../json.js';
import { equals, type Filters, withConditions } from './filters.js';

/** Whether findings that somebody suppressed are among those shown. */
export type Suppressed = 'shown' | 'hidden' | 'only';

const SUPPRESSED = 'SUPPRESSED';

interface Positions {
  /** Statuses of which one must hold; none: any may. */
  readonly wanted: readonly string[];
  readonly excluded: readonly string[];
}

function positionsOf(filters: Filters): Positions {
  const conditions = filters.WorkflowStatus ?? [];
  const having = (comparison: string) =>
    conditions.flatMap(({ Value, Comparison = 'EQUALS' }) =>
      Comparison === comparison ? [textOf(Value) ?? ''] : [],
    );
  return { wanted: having('EQUALS'), excluded: having('NOT_EQUALS') };
}

/** What the filters say about suppressed findings: the filters are the only place where that is kept. */
export function suppressedIn(filters: Filters): Suppressed {
  const { wanted, excluded } = positionsOf(filters);
  if (wanted.length > 0 && wanted.every((status) => status === SUPPRESSED)) return 'only';
  if (excluded.includes(SUPPRESSED)) return 'hidden';
  return wanted.length > 0 && !wanted.includes(SUPPRESSED) ? 'hidden' : 'shown';
}

/** The filters that show, hide or single out suppressed findings, and say as much as before about the other statuses. */
export function withSuppressed(filters: Filters, suppressed: Suppressed): Filters {
  const { wanted, excluded } = positionsOf(filters);
  const others = wanted.filter((status) => status !== SUPPRESSED);
  const withStatus = (conditions: Filters[string]) => withConditions(filters, 'WorkflowStatus', conditions);
  const not = (statuses: readonly string[]) => statuses.map((Value) => ({ Value, Comparison: 'NOT_EQUALS' }));
  switch (suppressed) {
    case 'only':
      return withStatus(equals(SUPPRESSED));
    case 'hidden':
      return withStatus(others.length > 0 ? equals(...others) : not([...new Set([...excluded, SUPPRESSED])]));
    case 'shown':
      return withStatus(
        others.length > 0
          ? equals(...others, SUPPRESSED)
          : not(excluded.filter((status) => status !== SUPPRESSED)),
      );
  }
}
