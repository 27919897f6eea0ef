/**
 * What the hub asks of an engine, in the hub's own words. SQLite and PostgreSQL stand behind it and are held
 * to one contract suite. Every method is asynchronous; none holds state of a request between calls.
 */
import type { ControlStore } from './control.js';
import type { DeliveryStore } from './events.js';
import type { FindingStore } from './findings.js';
import type { StatisticsStore } from './statistics.js';

export interface Store {
  findings: FindingStore;
  statistics: StatisticsStore;
  control: ControlStore;
  deliveries: DeliveryStore;
  /** Resolves when the engine answers; rejects when it does not. */
  ping(): Promise<void>;
  /** Writes a consistent copy of everything to a new file while the hub goes on; resolves with its path. The caller deletes it. */
  backup(): Promise<string>;
  /** Finishes what was accepted, then lets go of the engine. */
  close(): Promise<void>;
}
