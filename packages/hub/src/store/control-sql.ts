import type { Kysely } from 'kysely';
import type { ControlStore } from './control.js';
import { actionTargetStore } from './sql/action-targets.js';
import { automationRuleStore } from './sql/automation-rules.js';
import { eventRuleStore } from './sql/event-rules.js';
import { eventSinkStore } from './sql/event-sinks.js';
import { factStore } from './sql/facts.js';
import { hubStore } from './sql/hubs.js';
import { identityStore } from './sql/identity.js';
import { insightStore } from './sql/insights.js';
import { productHealthStore } from './sql/product-health.js';
import { productStore } from './sql/products.js';
import { type Lock, noLock } from './sql/quota.js';
import type { ControlTables } from './sql/schema.js';
import { sessionStore } from './sql/sessions.js';
import { viewStore } from './sql/views.js';

/**
 * The control store in SQL that SQLite and PostgreSQL share. Each method is one statement, or one transaction that
 * begins with a write.
 *
 * @param db its driver must report affected rows: that is how a method knows whether something was there already
 * @param lock how quotas are kept where transactions run side by side
 */
export function createControlStore(db: Kysely<ControlTables>, lock: Lock = noLock): ControlStore {
  return {
    ...identityStore(db),
    ...hubStore(db),
    ...productStore(db),
    ...factStore(db),
    ...actionTargetStore(db, lock),
    ...insightStore(db, lock),
    ...automationRuleStore(db, lock),
    ...productHealthStore(db),
    ...sessionStore(db),
    ...viewStore(db, lock),
    ...eventRuleStore(db, lock),
    ...eventSinkStore(db, lock),
  };
}
