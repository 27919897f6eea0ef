import { automationRuleArn } from '../access/arn.js';
import type { AutomationRule, RuleSet } from '../findings/automation.js';
import { FilterIndex } from '../findings/automation-index.js';
import { type Condition, compileCondition } from '../findings/filter/matches.js';
import { hasRelativeDates, parseCriteria } from '../findings/filter/parse.js';
import type { Filter } from '../findings/filter/tree.js';
import type { AutomationRuleRow } from '../store/definitions.js';
import type { AutomationRulesAction, AutomationRulesFindingFilters } from '../wire/generated/operations.js';

/** Rules at a time: what their relative dates select changes with it. */
export type RulesAt = (now: Date) => RuleSet;

/** Makes those of an account's rules that are enabled ready to be applied, in their order. */
export function compileRules(rows: readonly AutomationRuleRow[], now: Date): RulesAt {
  const inOrder = rows.filter(({ enabled }) => enabled).sort(byOrder);
  const rules = inOrder.map((row) => compileRule(row, remembered(row.criteria, now)));
  const index = new FilterIndex(rules.map(({ filter }) => filter));
  return (later) => ({ rules: rules.map(({ at }) => at(later)), index });
}

/** Of rules with the same order, the one that was changed earlier comes first, as the service's documentation says. */
const byOrder = (one: AutomationRuleRow, other: AutomationRuleRow): number =>
  one.order - other.order ||
  Number(one.updatedAt > other.updatedAt) - Number(one.updatedAt < other.updatedAt);

/** What the actions of a rule do to a finding that it matches. */
export const updatesOf = (actions: readonly AutomationRulesAction[]) =>
  actions.flatMap(({ FindingFieldsUpdate }) => FindingFieldsUpdate ?? []);

function compileRule(
  row: AutomationRuleRow,
  { filter, holds, relative }: Criteria,
): { filter: Filter; at: (now: Date) => AutomationRule } {
  const rule = {
    arn: automationRuleArn(row.region, row.account, row.id),
    holds,
    updates: updatesOf(JSON.parse(row.actions)),
    terminal: row.terminal,
  };
  if (relative === undefined) return { filter, at: () => rule };
  const at = (now: Date): AutomationRule => {
    // Few findings get as far.
    let dates: Condition | undefined;
    const dated: Condition = (values) => {
      dates ??= compileCondition(parseCriteria(relative, now));
      return dates(values);
    };
    return { ...rule, holds: (values) => holds(values) && dated(values) };
  };
  return { filter, at };
}

/** Criteria of which all must hold: those that say the same at all times, and those with relative dates, if any. */
interface Criteria {
  filter: Filter;
  holds: Condition;
  relative: AutomationRulesFindingFilters | undefined;
}

/**
 * Most criteria are asked for again and again, and to parse them takes much longer than to ask them. Criteria may be
 * large, so that their characters are counted: parsed, they take several times as much memory.
 */
const MAX_KNOWN_CHARACTERS = 8_000_000;
const known = new Map<string, Criteria>();
let knownCharacters = 0;

/** @param text criteria as they are stored */
function remembered(text: string, now: Date): Criteria {
  let found = known.get(text);
  if (found === undefined) {
    found = splitCriteria(JSON.parse(text), now);
    if (knownCharacters + text.length > MAX_KNOWN_CHARACTERS) {
      known.clear();
      knownCharacters = 0;
    }
    known.set(text, found);
    knownCharacters += text.length;
  }
  return found;
}

function splitCriteria(criteria: AutomationRulesFindingFilters, now: Date): Criteria {
  const entries = Object.entries(criteria);
  const isRelative = ([name, values]: (typeof entries)[number]) => hasRelativeDates({ [name]: values });
  const relative = entries.filter(isRelative);
  const filter = parseCriteria(Object.fromEntries(entries.filter((entry) => !isRelative(entry))), now);
  return {
    ...{ filter, holds: compileCondition(filter) },
    relative: relative.length > 0 ? Object.fromEntries(relative) : undefined,
  };
}
