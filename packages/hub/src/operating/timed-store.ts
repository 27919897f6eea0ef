import type { FindingStore } from '../store/findings.js';

/** A finding store whose calls are timed. */
export function timedFindings(
  store: FindingStore,
  observe: (method: string, seconds: number) => void,
): FindingStore {
  async function timed<Result>(method: string, run: () => Promise<Result>): Promise<Result> {
    const start = performance.now();
    try {
      return await run();
    } finally {
      observe(method, (performance.now() - start) / 1000);
    }
  }
  return {
    read: (keys) => timed('read', () => store.read(keys)),
    commit: (writes) => timed('commit', () => store.commit(writes)),
    find: (query) => timed('find', () => store.find(query)),
    group: (query) => timed('group', () => store.group(query)),
    expire: (query) => timed('expire', () => store.expire(query)),
    history: (key, query) => timed('history', () => store.history(key, query)),
  };
}
