import type { Kysely } from 'kysely';
import type { ControlStore } from './control.js';
import { actionTargetStore } from './sql/action-targets.js';
import { automationRuleStore } from './sql/automation-rules.js';
import { factStore } from './sql/facts.js';
import { hubStore } from './sql/hubs.js';
import { identityStore } from './sql/identity.js';
import { insightStore } from './sql/insights.js';
import { productStore } from './sql/products.js';
import type { ControlTables } from './sql/schema.js';

/**
 * The control store in SQL that SQLite and PostgreSQL share. Each method is one statement, or one transaction that
 * begins with a write.
 *
 * @param db its driver must report affected rows: that is how a method knows whether something was there already
 */
export function createControlStore(db: Kysely<ControlTables>): ControlStore {
  return {
    ...identityStore(db),
    ...hubStore(db),
    ...productStore(db),
    ...factStore(db),
    ...actionTargetStore(db),
    ...insightStore(db),
    ...automationRuleStore(db),
  };
}
