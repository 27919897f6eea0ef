import { automationRuleArn } from '../access/arn.js';
import type { AutomationRule, RuleSet } from '../findings/automation.js';
import { FilterIndex } from '../findings/automation-index.js';
import { type Condition, compileCondition } from '../findings/filter/matches.js';
import { hasRelativeDates, parseCriteria } from '../findings/filter/parse.js';
import type { Filter } from '../findings/filter/tree.js';
import type { AutomationRuleRow } from '../store/definitions.js';
import type { AutomationRulesAction, AutomationRulesFindingFilters } from '../wire/generated/operations.js';

/** What every import asks for again is compiled once; a rule has new texts when it changes. */
const MAX_KNOWN = 2_000;
const known = new Map<string, Compiled>();

interface Compiled {
  filter: Filter;
  holds: Condition;
}

/** Rules at a time: what their relative dates select changes with it. */
export type RulesAt = (now: Date) => RuleSet;

/** Makes those of an account's rules that are enabled ready to be applied, in their order. */
export function compileRules(rows: readonly AutomationRuleRow[], now: Date): RulesAt {
  const inOrder = rows.filter(({ enabled }) => enabled).sort(byOrder);
  const rules = inOrder.map((row) => compileRule(row, now));
  const index = new FilterIndex(rules.map(({ filter }) => filter));
  return (later) => ({ rules: rules.map(({ at }) => at(later)), index });
}

/** Of rules with the same order, the one that was changed earlier comes first, as the service's documentation says. */
const byOrder = (one: AutomationRuleRow, other: AutomationRuleRow): number =>
  one.order - other.order ||
  Number(one.updatedAt > other.updatedAt) - Number(one.updatedAt < other.updatedAt);

/** A rule at any time, and what of its criteria holds for all times. */
function compileRule(
  row: AutomationRuleRow,
  now: Date,
): { filter: Filter; at: (now: Date) => AutomationRule } {
  const criteria: AutomationRulesFindingFilters = JSON.parse(row.criteria);
  const [relative, fixed] = splitRelative(criteria);
  const { filter, holds } = remembered(fixed, now);
  const rule = {
    arn: automationRuleArn(row.region, row.account, row.id),
    holds,
    updates: updatesOf(JSON.parse(row.actions)),
    terminal: row.terminal,
  };
  if (Object.keys(relative).length === 0) return { filter, at: () => rule };
  const at = (later: Date): AutomationRule => {
    // Few findings get as far.
    let dates: Condition | undefined;
    const dated: Condition = (values) => {
      dates ??= compileCondition(parseCriteria(relative, later));
      return dates(values);
    };
    return { ...rule, holds: (values) => holds(values) && dated(values) };
  };
  return { filter, at };
}

/** What the actions of a rule do to a finding that it matches. */
export const updatesOf = (actions: readonly AutomationRulesAction[]) =>
  actions.flatMap(({ FindingFieldsUpdate }) => FindingFieldsUpdate ?? []);

/** Criteria of which all must hold: those with relative dates, and the others. */
function splitRelative(
  criteria: AutomationRulesFindingFilters,
): [relative: AutomationRulesFindingFilters, fixed: AutomationRulesFindingFilters] {
  const entries = Object.entries(criteria);
  const isRelative = ([name, values]: (typeof entries)[number]) => hasRelativeDates({ [name]: values });
  return [
    Object.fromEntries(entries.filter(isRelative)),
    Object.fromEntries(entries.filter((entry) => !isRelative(entry))),
  ];
}

function remembered(criteria: AutomationRulesFindingFilters, now: Date): Compiled {
  const text = JSON.stringify(criteria);
  let found = known.get(text);
  if (found === undefined) {
    const filter = parseCriteria(criteria, now);
    found = { filter, holds: compileCondition(filter) };
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(text, found);
  }
  return found;
}
