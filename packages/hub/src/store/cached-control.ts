import type { ControlStore } from './control.js';

/** How old a cached answer may be: what one hub changes, another knows within a second. */
const MAX_AGE_MS = 1_000;
const MAX_ENTRIES = 10_000;

/**
 * Keeps the few rows that every import asks for (hub, subscriptions, products, rules) for a second. A write through this store
 * empties the cache at once, so that a hub sees its own changes.
 */
export function cachedControl(store: ControlStore): ControlStore {
  const cache = new Map<string, { at: number; value: Promise<unknown> }>();

  function remember<Args extends string[], Value>(
    name: string,
    read: (...args: Args) => Promise<Value>,
  ): (...args: Args) => Promise<Value> {
    return (...args) => {
      const key = JSON.stringify([name, ...args]);
      const now = performance.now();
      const known = cache.get(key);
      // The one cast of the cache: entries of a name are all made here, by the same function.
      if (known && now - known.at < MAX_AGE_MS) return known.value as Promise<Value>;
      if (cache.size >= MAX_ENTRIES) cache.clear();
      const value = read(...args);
      const entry = { at: now, value };
      cache.set(key, entry);
      value.catch(() => cache.get(key) === entry && cache.delete(key));
      return value;
    };
  }

  function change<Args extends unknown[], Value>(write: (...args: Args) => Promise<Value>) {
    return async (...args: Args): Promise<Value> => {
      try {
        return await write(...args);
      } finally {
        cache.clear();
      }
    };
  }

  return {
    ...store,
    getHub: remember('hub', store.getHub),
    listSubscriptions: remember('subscriptions', store.listSubscriptions),
    listProducts: remember('products', store.listProducts),
    listAutomationRules: remember('rules', store.listAutomationRules),
    listEventRules: remember('event rules', store.listEventRules),
    listEventSinks: remember('event sinks', store.listEventSinks),
    isSessionEnded: remember('ended session', store.isSessionEnded),
    createHub: change(store.createHub),
    updateHub: change(store.updateHub),
    deleteHub: change(store.deleteHub),
    createSubscription: change(store.createSubscription),
    deleteSubscription: change(store.deleteSubscription),
    createProduct: change(store.createProduct),
    replaceProduct: change(store.replaceProduct),
    deleteProduct: change(store.deleteProduct),
    createAutomationRule: change(store.createAutomationRule),
    updateAutomationRule: change(store.updateAutomationRule),
    deleteAutomationRule: change(store.deleteAutomationRule),
    createEventRule: change(store.createEventRule),
    updateEventRule: change(store.updateEventRule),
    deleteEventRule: change(store.deleteEventRule),
    createEventSink: change(store.createEventSink),
    updateEventSink: change(store.updateEventSink),
    deleteEventSink: change(store.deleteEventSink),
    endSession: change(store.endSession),
  };
}
