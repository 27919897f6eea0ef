import { MAX_FINDING_BYTES } from '@docket/asff';
import type { FilterIndex } from './automation-index.js';
import { type CustomerUpdate, withCustomerUpdate } from './customer-update.js';
import type { FindingDocument } from './document.js';
import { FindingValues } from './filter/finding-values.js';
import type { Condition } from './filter/matches.js';
import { type AttributeChange, changes } from './history.js';
import type { Current } from './import.js';

/** An automation rule that is enabled, ready to be applied. */
export interface AutomationRule {
  arn: string;
  holds: Condition;
  /** In the order of its actions. */
  updates: readonly CustomerUpdate[];
  /** No rule after it is applied to a finding that it matches. */
  terminal: boolean;
}

/** Rules in the order in which they are to be applied. */
export interface RuleSet {
  rules: readonly AutomationRule[];
  /** Of what their criteria say for all times, in the same order. */
  index: FilterIndex;
}

/** What a rule changed. */
export interface RuleEffect {
  arn: string;
  changes: readonly AttributeChange[];
}

/**
 * Applies automation rules to a finding, one after the other, each to what those before it left. They change what a
 * customer may change, as a customer's update does; a rule that would make the finding larger than a finding may be, or
 * leave it with a severity that says nothing, is passed over: no rule keeps a finding from being stored.
 *
 * @param now ISO 8601 with milliseconds; the time of notes
 * @returns the finding, and those rules that changed it
 */
export function applyRules(
  current: Current,
  { rules, index }: RuleSet,
  now: string,
): { next: Current; effects: RuleEffect[] } {
  const effects: RuleEffect[] = [];
  let next = current;
  let values = new FindingValues(current.document.asFinding());
  let candidates = index.candidates(values);
  for (let at = 0; at < rules.length; at += 1) {
    const rule = rules[at];
    if (rule === undefined || !candidates.has(at) || !rule.holds(values)) continue;
    const before = next.document;
    next = applyRule(next, rule.updates, noteTimes(current.document, now));
    const made = changes(before, next.document);
    if (made.length > 0) {
      effects.push({ arn: rule.arn, changes: made });
      values = new FindingValues(next.document.asFinding());
      candidates = index.candidates(values);
    }
    if (rule.terminal) break;
  }
  return { next, effects: lasting(effects, current.document, next.document) };
}

/** The finding as a rule leaves it: as it was, if the rule must be passed over. */
function applyRule(
  current: Current,
  updates: readonly CustomerUpdate[],
  timeOf: (note: CustomerUpdate['Note']) => string,
): Current {
  let next = current;
  for (const update of updates) next = withCustomerUpdate(next, update, timeOf(update.Note));
  return isStorable(next.document, current.document) ? next : current;
}

/** A note that was there already keeps its time: a new one would be a change at every update of the finding. */
function noteTimes(stored: FindingDocument, now: string): (note: CustomerUpdate['Note']) => string {
  return (note) => {
    if (note === undefined) return now;
    const { Text, UpdatedBy, UpdatedAt } = stored.value('Note') ?? {};
    return Text === note.Text && UpdatedBy === note.UpdatedBy ? (UpdatedAt ?? now) : now;
  };
}

/**
 * What one rule changes and a later one changes back is no change: rules that disagree about a finding would otherwise
 * add to its history with every update.
 */
function lasting(effects: RuleEffect[], before: FindingDocument, after: FindingDocument): RuleEffect[] {
  if (effects.length < 2) return effects;
  const changed = new Set(changes(before, after).map(({ field }) => field));
  return effects.flatMap(({ arn, changes: made }) => {
    const stay = made.filter(({ field }) => changed.has(field));
    return stay.length > 0 ? [{ arn, changes: stay }] : [];
  });
}

function isStorable(document: FindingDocument, before: FindingDocument): boolean {
  if (document === before) return true;
  const severity = document.value('Severity');
  // Only of a finding that had none: one without Label and Normalized would not be a finding any more.
  if (severity && severity.Label === undefined && severity.Normalized === undefined) return false;
  // What the service adds to a finding that its provider filled to the brim must not keep rules from it.
  return document.fits(MAX_FINDING_BYTES) || document.fits(before.byteLength());
}
