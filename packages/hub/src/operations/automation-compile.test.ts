import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyRules } from '../findings/automation.js';
import { selects } from '../findings/filter/testing-oracle.js';
import { decideImport } from '../findings/import.js';
import { facts, incoming } from '../findings/testing.js';
import type { AutomationRuleRow } from '../store/definitions.js';
import { compileRules } from './automation-compile.js';

const NOW = new Date('2024-01-10T00:00:00Z');
const DAY = 86_400_000;

let rows = 0;
function row(criteria: object, changes: Partial<AutomationRuleRow> = {}): AutomationRuleRow {
  const id = `rule ${++rows}`;
  const update = { UserDefinedFields: { by: id } };
  return {
    ...{ account: '111122223333', region: 'eu-west-1', id, name: 'n', description: 'd', order: 1 },
    ...{ enabled: true, terminal: false, createdBy: 'x' },
    ...{ createdAt: '2024-01-01T00:00:00.000Z', updatedAt: '2024-01-01T00:00:00.000Z' },
    criteria: JSON.stringify(criteria),
    actions: JSON.stringify([{ Type: 'FINDING_FIELDS_UPDATE', FindingFieldsUpdate: update }]),
    ...changes,
  };
}

/** In the order in which they are applied. */
const idsOf = (all: readonly AutomationRuleRow[]) =>
  compileRules(all, NOW)(NOW).rules.map(({ arn }) => arn.split('/').at(-1));

test('rules come by their number, then by when they were changed, then by when they were created', () => {
  const at = (second: number) => ({ updatedAt: `2024-01-02T00:00:0${second}.000Z` });
  const [late, early, other] = [
    row({}, { order: 3 }),
    row({}, { order: 2, ...at(9) }),
    row({}, { order: 2, ...at(1) }),
  ];
  const twins = [
    row({}, { order: 2, ...at(5) }),
    row({}, { order: 2, ...at(5) }),
    row({}, { order: 2, ...at(5) }),
  ];
  const off = row({}, { order: 1, enabled: false });
  const expected = [other, ...twins, early, late].map(({ id }) => id);
  expect(idsOf([late, off, early, ...twins, other])).toEqual(expected);
  expect(idsOf([early, ...twins, late, other])).toEqual(expected);
});

test('what relative dates select moves on with time, whatever else the rule asks for', () => {
  const within = (Value: number) => [{ DateRange: { Value, Unit: 'DAYS' } }];
  const olderThan = (Value: number) => [{ DateRange: { Value, Unit: 'DAYS', Comparison: 'OLDER_THAN' } }];
  const title = [{ Value: 'one', Comparison: 'EQUALS' }];
  const label = [{ Value: 'HIGH', Comparison: 'NOT_EQUALS' }];
  const all = [
    { UpdatedAt: within(3) },
    { UpdatedAt: within(5), Title: title },
    { UpdatedAt: olderThan(4), SeverityLabel: label },
    { UpdatedAt: [...within(1), { Start: '2024-01-02T00:00:00Z', End: '2024-01-03T00:00:00Z' }] },
    { UpdatedAt: within(6), CreatedAt: olderThan(200), Title: title },
    { Title: title },
  ];
  const sets = all.map((criteria) => compileRules([row(criteria)], NOW));
  const matched = new Map<number, Set<boolean>>();
  fc.assert(
    fc.property(incoming, fc.integer({ min: -12, max: 12 }), (sent, days) => {
      const later = new Date(NOW.getTime() + days * DAY);
      const decision = decideImport(sent, undefined, facts);
      if (decision.kind !== 'created') throw new Error('the first import creates');
      const finding = JSON.parse(decision.next.document.toString());
      const outcomes = sets.map((at) => applyRules(decision.next, at(later), facts.now).effects.length > 0);
      expect(outcomes).toEqual(all.map((criteria) => selects(criteria, finding, later)));
      for (const [place, outcome] of outcomes.entries()) {
        matched.set(place, (matched.get(place) ?? new Set()).add(outcome));
      }
    }),
    { numRuns: 500, seed: 61 },
  );
  expect([...matched.values()].map(({ size }) => size)).toEqual(all.map(() => 2));
});

test('several actions are several updates', () => {
  const action = (FindingFieldsUpdate: object) => ({ Type: 'FINDING_FIELDS_UPDATE', FindingFieldsUpdate });
  const actions = JSON.stringify([action({ Confidence: 1 }), action({ Criticality: 2 })]);
  const [rule] = compileRules([row({}, { actions, terminal: true })], NOW)(NOW).rules;
  expect(rule).toMatchObject({ updates: [{ Confidence: 1 }, { Criticality: 2 }], terminal: true });
});
