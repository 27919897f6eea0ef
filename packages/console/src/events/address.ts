import { hrefTo } from '../router/location.js';

export type EventsTab = 'rules' | 'sinks' | 'deliveries' | 'live';

export const eventsHref = (tab: EventsTab, query: Readonly<Record<string, string>> = {}): string =>
  hrefTo('/events', { tab, ...query });

/** @param id undefined: for a new one */
export const eventRuleHref = (id?: string): string => hrefTo('/events/rule', id === undefined ? {} : { id });
