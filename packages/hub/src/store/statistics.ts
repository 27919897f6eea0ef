import type { Filter } from '../findings/filter/tree.js';
import type { GroupByAttribute } from '../insights/group-by.js';
import type { FindingPage, FindingQuery } from './findings.js';

/**
 * Numbers of findings. They count findings, each once for a value however often it has it, so that a number is always
 * that of the findings which a filter by the value selects.
 */
export interface StatisticsStore {
  /** How many findings a filter selects, and how many of those have each value of some attributes: all of one moment. */
  count(query: StatisticsQuery): Promise<Statistics>;
  /**
   * Values of an attribute that selected findings have and that begin with a text, whose ASCII letters may be in either
   * case. They come with how many of the selected findings have them, the most frequent first; of an attribute that has as
   * many values as there are findings, some that there are.
   */
  values(query: ValuesQuery): Promise<ValueCount[]>;
  /** What became of findings, day by day; days on which nothing did are left out. */
  trend(query: TrendQuery): Promise<TrendCount[]>;
  /** A page of the findings that a number of the trend counts, which none but their histories tell from others. */
  closed(query: ClosedQuery): Promise<ClosedPage>;
}

interface Selected {
  account: string;
  region: string;
  filter: Filter;
}

export interface StatisticsQuery extends Selected {
  groupBy: readonly GroupByAttribute[];
  /** At most so many values of each attribute. */
  limit: number;
}

export interface Statistics {
  total: number;
  /** For each attribute that was asked for, in that order: the most frequent first, then by value. */
  groups: ValueCount[][];
}

export interface ValueCount {
  value: string;
  count: number;
}

export interface ValuesQuery extends Selected {
  attribute: GroupByAttribute;
  prefix: string;
  /** At most so many values. */
  limit: number;
}

export interface TrendQuery extends Selected {
  /** The first and the last day, both inclusive: `2026-03-04`, in UTC. */
  from: string;
  to: string;
}

export interface TrendCount {
  day: string;
  /**
   * `created`: findings whose CreatedAt is on the day. `resolved` and `archived`: findings whose workflow status became
   * RESOLVED, or whose record state ARCHIVED, on the day, as their history says; each once a day.
   */
  event: 'created' | ClosingEvent;
  /** The label that the findings have now. */
  severityLabel: string | null;
  count: number;
}

/** What closes a finding. */
export type ClosingEvent = 'resolved' | 'archived';

/** As a query for findings; of those, the ones that were closed so on a day. */
export interface ClosedQuery extends FindingQuery {
  event: ClosingEvent;
  /** `2026-03-04`, in UTC. */
  day: string;
}

export interface ClosedPage extends FindingPage {
  /** How many there are on all pages: what the trend counts. */
  total: number;
}
