import { Remembered } from '../remembered.js';
import type { ControlStore } from './control.js';

/**
 * Keeps the few rows that every import asks for (hub, subscriptions, products, rules) for a second. A write through this store
 * empties the cache at once, so that a hub sees its own changes.
 */
export function cachedControl(store: ControlStore): ControlStore {
  const answers = new Remembered<unknown>();

  function remember<Args extends string[], Value>(
    name: string,
    read: (...args: Args) => Promise<Value>,
  ): (...args: Args) => Promise<Value> {
    // The one cast of the cache: answers of a name all come from here, by the same function.
    return (...args) => answers.get(JSON.stringify([name, ...args]), () => read(...args)) as Promise<Value>;
  }

  function change<Args extends unknown[], Value>(write: (...args: Args) => Promise<Value>) {
    return async (...args: Args): Promise<Value> => {
      try {
        return await write(...args);
      } finally {
        answers.clear();
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
