import type { FindingStore } from '../store/findings.js';
import type { StatisticsStore } from '../store/statistics.js';

type Observe = (method: string, seconds: number) => void;

/** A finding store whose calls are timed. */
export function timedFindings(store: FindingStore, observe: Observe): FindingStore {
  const timed = timing(observe);
  return {
    read: (keys) => timed('read', () => store.read(keys)),
    commit: (writes, deliveries) => timed('commit', () => store.commit(writes, deliveries)),
    find: (query) => timed('find', () => store.find(query)),
    group: (query) => timed('group', () => store.group(query)),
    expire: (query, signal) => timed('expire', () => store.expire(query, signal)),
    history: (key, query) => timed('history', () => store.history(key, query)),
  };
}

/** The same for what counts findings. */
export function timedStatistics(store: StatisticsStore, observe: Observe): StatisticsStore {
  const timed = timing(observe);
  return {
    count: (query) => timed('count', () => store.count(query)),
    values: (query) => timed('values', () => store.values(query)),
    trend: (query) => timed('trend', () => store.trend(query)),
    closed: (query) => timed('closed', () => store.closed(query)),
  };
}

const timing =
  (observe: Observe) =>
  async <Result>(method: string, run: () => Promise<Result>): Promise<Result> => {
    const start = performance.now();
    try {
      return await run();
    } finally {
      observe(method, (performance.now() - start) / 1000);
    }
  };
