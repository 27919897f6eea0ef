import { type AwsSecurityFinding, FINDING_MEMBERS, MAX_FINDING_BYTES } from '@docket/asff';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyRules, type RuleEffect, type RuleSet } from './automation.js';
import { FilterIndex } from './automation-index.js';
import { FindingDocument } from './document.js';
import { compileCondition } from './filter/matches.js';
import { parseCriteria } from './filter/parse.js';
import { type Current, decideImport } from './import.js';
import { customersAttributes } from './shared.js';
import { facts, incoming } from './testing.js';
import { finish, type SentRule, sentRule, startOf } from './testing-automation.js';

const NOW = '2024-03-01T00:00:00.000Z';
const LATER = '2024-03-02T00:00:00.000Z';

/** Rules as an account's are compiled: each is called by its place. */
function setOf(sent: readonly SentRule[]): RuleSet {
  const filters = sent.map(({ criteria }) => parseCriteria(criteria, new Date(NOW)));
  const rules = sent.map(({ updates, terminal = false }, place) => ({
    ...{ arn: `${place}`, updates, terminal },
    holds: compileCondition(filters[place] ?? { kind: 'or', of: [] }),
  }));
  return { rules, index: new FilterIndex(filters) };
}

const apply = (current: Current, sent: readonly SentRule[], now = NOW) =>
  applyRules(current, setOf(sent), now);

/** A new finding, as it is before rules are applied. */
function created(finding: AwsSecurityFinding): Current {
  const decision = decideImport(finding, undefined, facts);
  if (decision.kind !== 'created') throw new Error('the first import creates');
  return decision.next;
}

const parse = ({ document }: Current): AwsSecurityFinding => JSON.parse(document.toString());

/** What changed, as values: rule → field → before and after. */
const readable = (effects: readonly RuleEffect[]) =>
  effects.map(({ arn, changes }) => ({
    arn,
    changes: Object.fromEntries(
      changes.map(({ field, old: before, new: after }) => [
        field,
        [JSON.parse(before ?? 'null'), JSON.parse(after ?? 'null')],
      ]),
    ),
  }));

/** Through the store and back. */
const stored = ({ document, customerSet }: Current): Current => ({
  document: FindingDocument.stored(document.toString()),
  customerSet,
});

const rules = fc.array(sentRule, { maxLength: 6 });

describe('rules', () => {
  test('do what the documentation says, one after the other', () => {
    let changed = 0;
    fc.assert(
      fc.property(incoming, rules, fc.boolean(), (finding, sent, fromStore) => {
        const start = fromStore ? stored(created(finding)) : created(finding);
        const before = parse(start);
        const { next, effects } = apply(start, sent);
        const expected = finish(startOf(before), sent, NOW);
        expect(parse(next)).toEqual(expected.finding);
        expect(Object.keys(parse(next))).toEqual(FINDING_MEMBERS.filter((name) => name in parse(next)));
        expect(readable(effects)).toEqual(expected.effects);
        expect(new Set(customersAttributes(next.customerSet))).toEqual(expected.customers);
        expect(parse(start)).toEqual(before);
        changed += effects.length;
      }),
      { numRuns: 800, seed: 31 },
    );
    expect(changed).toBeGreaterThan(300);
  });

  test('each by itself change nothing when the finding comes again', () => {
    fc.assert(
      fc.property(incoming, sentRule, (finding, rule) => {
        const once = apply(created(finding), [rule]).next;
        // What it changed may be what it looks for: then it does not match any more, and changes nothing either.
        const again = apply(stored(once), [rule], LATER);
        expect(again.effects).toEqual([]);
        expect(again.next.document.toString()).toBe(once.document.toString());
      }),
      { numRuns: 500, seed: 32 },
    );
  });

  test('never make a finding larger than it may be, and keep none from being stored', () => {
    const outcomes = new Set<boolean>();
    fc.assert(
      fc.property(rules, fc.integer({ min: -40, max: 200 }), (sent, room) => {
        const start = filled(MAX_FINDING_BYTES - room);
        expect(start.document.byteLength()).toBe(MAX_FINDING_BYTES - room);
        const { next, effects } = apply(start, sent);
        expect(next.document.byteLength()).toBeLessThanOrEqual(
          Math.max(MAX_FINDING_BYTES, start.document.byteLength()),
        );
        const expected = finish(startOf(parse(start)), sent, NOW);
        expect(readable(effects)).toEqual(expected.effects);
        outcomes.add(effects.length > 0);
      }),
      { numRuns: 60, seed: 33 },
    );
    expect(outcomes.size).toBe(2);
  });
});

const FINDING: AwsSecurityFinding = {
  SchemaVersion: '2018-10-08',
  Id: 'one',
  ProductArn: 'arn:aws:securityhub:eu-west-1:111122223333:product/111122223333/default',
  GeneratorId: 'generator',
  AwsAccountId: '111122223333',
  CreatedAt: '2023-01-01T00:00:00Z',
  UpdatedAt: '2023-01-01T00:00:00Z',
  Title: 'one',
  Description: 'a finding',
  Severity: { Label: 'LOW' },
  Types: [],
  Resources: [{ Type: 'Other', Id: 'resource' }],
};

/** A finding whose document has exactly so many bytes, some of them of characters of two. */
function filled(bytes: number): Current {
  const make = (Description: string) => created({ ...FINDING, Description: `é${Description}` });
  return make('x'.repeat(bytes - make('').document.byteLength()));
}

const is = (Value: string) => [{ Value, Comparison: 'EQUALS' }];
const ALL = { RecordState: is('ACTIVE') };

describe('a rule', () => {
  const raise: SentRule = {
    criteria: { SeverityLabel: is('LOW') },
    updates: [{ Severity: { Label: 'HIGH' } }],
  };
  const notify: SentRule = {
    criteria: { SeverityLabel: is('HIGH') },
    updates: [{ Workflow: { Status: 'NOTIFIED' } }],
  };
  const note = (Text: string): SentRule => ({
    criteria: ALL,
    updates: [{ Note: { Text, UpdatedBy: 'rule' } }],
  });

  test('sees what the ones before it left', () => {
    expect(readable(apply(created(FINDING), [raise, notify]).effects)).toEqual([
      {
        arn: '0',
        changes: {
          Severity: [
            { Label: 'LOW', Normalized: 1 },
            { Label: 'HIGH', Normalized: 70 },
          ],
        },
      },
      { arn: '1', changes: { Workflow: [{ Status: 'NEW' }, { Status: 'NOTIFIED' }] } },
    ]);
    const other = apply(created(FINDING), [notify, raise]);
    expect(other.effects.map(({ arn }) => arn)).toEqual(['1']);
    expect(parse(other.next)).toMatchObject({ Severity: { Label: 'HIGH' }, Workflow: { Status: 'NEW' } });
  });

  test('that is terminal is the last, if it matches', () => {
    const terminal = { ...raise, terminal: true };
    expect(parse(apply(created(FINDING), [terminal, notify]).next).Workflow?.Status).toBe('NEW');
    const elsewhere = { ...terminal, criteria: { SeverityLabel: is('CRITICAL') } };
    expect(apply(created(FINDING), [elsewhere, raise, notify]).effects).toHaveLength(2);
    const nothing = { ...terminal, updates: [{ Severity: { Label: 'LOW' as const } }] };
    expect(apply(created(FINDING), [nothing, raise]).effects).toEqual([]);
  });

  test('that changes nothing still makes a shared attribute the customer’s', () => {
    const same: SentRule = { criteria: ALL, updates: [{ Severity: { Label: 'LOW' } }] };
    const { next, effects } = apply(created(FINDING), [same]);
    expect(effects).toEqual([]);
    expect(customersAttributes(next.customerSet)).toEqual(['Severity']);
  });

  test('of several actions takes them in order, and is one effect', () => {
    const { next, effects } = apply(created(FINDING), [
      { criteria: ALL, updates: [{ Confidence: 1, Criticality: 2 }, { Confidence: 3 }] },
    ]);
    expect(parse(next)).toMatchObject({ Confidence: 3, Criticality: 2 });
    expect(readable(effects)).toEqual([
      { arn: '0', changes: { Confidence: [null, 3], Criticality: [null, 2] } },
    ]);
  });

  test('leaves a note that is there its time, and gives a new one the time of the import', () => {
    const first = apply(created(FINDING), [note('look')]).next;
    expect(parse(first).Note).toEqual({ Text: 'look', UpdatedBy: 'rule', UpdatedAt: NOW });
    const again = apply(stored(first), [note('look')], LATER);
    expect([again.effects, parse(again.next).Note?.UpdatedAt]).toEqual([[], NOW]);
    expect(parse(apply(stored(first), [note('other')], LATER).next).Note?.UpdatedAt).toBe(LATER);
  });

  test('that takes back what one before it did leaves no trace, however often', () => {
    const rules = [
      raise,
      note('raised'),
      { ...raise, ...notify, updates: [{ Severity: { Label: 'LOW' as const } }] },
    ];
    const disagreeing = [...rules, note('lowered')];
    const first = apply(created(FINDING), disagreeing);
    expect(readable(first.effects)).toEqual([
      { arn: '1', changes: { Note: [null, { Text: 'raised', UpdatedBy: 'rule', UpdatedAt: NOW }] } },
      {
        arn: '3',
        changes: {
          Note: [
            { Text: 'raised', UpdatedBy: 'rule', UpdatedAt: NOW },
            { Text: 'lowered', UpdatedBy: 'rule', UpdatedAt: NOW },
          ],
        },
      },
    ]);
    const second = apply(stored(first.next), disagreeing, LATER);
    expect(second.effects).toEqual([]);
    expect(second.next.document.toString()).toBe(first.next.document.toString());
  });

  test('is applied to a finding without a severity; only one that would leave half of one is not', () => {
    const { Severity, ...without } = FINDING;
    const finding = { ...without, FindingProviderFields: { Types: ['A/B'] } };
    const half: SentRule = { criteria: ALL, updates: [{ Severity: { Product: 5 }, Confidence: 9 }] };
    const { next, effects } = apply(created(finding), [half, note('seen'), notify]);
    expect(effects.map(({ arn }) => arn)).toEqual(['1']);
    expect(parse(next)).not.toHaveProperty('Severity');
    expect(parse(next)).not.toHaveProperty('Confidence');
    expect(parse(apply(created(FINDING), [half]).next).Severity).toEqual({
      ...{ Label: 'LOW', Normalized: 1, Product: 5 },
    });
  });

  test('may change what the provider filled to the brim, as long as it does not grow', () => {
    const over = filled(MAX_FINDING_BYTES + 100);
    const shrink: SentRule = { criteria: ALL, updates: [{ Workflow: { Status: 'RESOLVED' } }] };
    expect(apply(over, [shrink]).effects).toEqual([]);
    const same: SentRule = { criteria: ALL, updates: [{ Severity: { Label: 'LOW', Normalized: 2 } }] };
    expect(apply(over, [shrink, same]).effects.map(({ arn }) => arn)).toEqual(['1']);
  });
});
