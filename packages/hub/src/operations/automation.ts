import type { RuleSet } from '../findings/automation.js';
import type { AutomationRuleRow } from '../store/definitions.js';
import { compileRules, type RulesAt } from './automation-compile.js';
import type { Context } from './operation.js';

/** Lists of rules are remembered by the store for a while, and what they compile to with them. */
const compiled = new WeakMap<readonly AutomationRuleRow[], RulesAt>();

/** The automation rules that apply to findings of accounts in the caller's Region; none for accounts without any. */
export async function automationRules(
  accounts: Iterable<string>,
  { caller, store, now }: Pick<Context, 'caller' | 'store' | 'now'>,
): Promise<ReadonlyMap<string, RuleSet>> {
  const sets = new Map<string, RuleSet>();
  for (const account of new Set(accounts)) {
    const rows = await store.control.listAutomationRules(account, caller.region);
    if (rows.some(({ enabled }) => enabled)) sets.set(account, rulesOf(rows, now));
  }
  return sets;
}

function rulesOf(rows: readonly AutomationRuleRow[], now: Date): RuleSet {
  let rulesAt = compiled.get(rows);
  if (rulesAt === undefined) {
    rulesAt = compileRules(rows, now);
    compiled.set(rows, rulesAt);
  }
  return rulesAt(now);
}
