import { isDeepStrictEqual } from 'node:util';
import { type AwsSecurityFinding, MAX_FINDING_BYTES, type Severity } from '@docket/asff';
import fc from 'fast-check';
import type { CustomerUpdate } from './customer-update.js';
import { selects } from './filter/testing-oracle.js';
import { customerUpdate } from './testing.js';

/**
 * What automation rules do to a finding, once more and without any of their code: on plain objects, slowly, as the
 * documentation tells it.
 */

export interface SentRule {
  criteria: Record<string, Record<string, unknown>[]>;
  updates: CustomerUpdate[];
  terminal?: boolean;
}

const text = fc.constantFrom('one', 'two', 'three', 't', '');
const compared = (...comparisons: string[]) =>
  fc.array(fc.record({ Value: text, Comparison: fc.constantFrom(...comparisons) }), {
    minLength: 1,
    maxLength: 2,
  });
const strings = fc.oneof(
  compared('EQUALS'),
  compared('PREFIX', 'NOT_EQUALS'),
  compared('CONTAINS'),
  compared('NOT_CONTAINS'),
);
const oneOf = (...values: string[]) =>
  fc
    .subarray(values, { minLength: 1 })
    .map((chosen) => chosen.map((Value) => ({ Value, Comparison: 'EQUALS' })));

/** Criteria about what imports bring and what rules change. */
const criteria: fc.Arbitrary<SentRule['criteria']> = fc.record(
  {
    Title: strings,
    SeverityLabel: oneOf('INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'),
    WorkflowStatus: oneOf('NEW', 'NOTIFIED', 'RESOLVED', 'SUPPRESSED'),
    RecordState: oneOf('ACTIVE', 'ARCHIVED'),
    Confidence: fc.integer({ min: 0, max: 100 }).map((Gte) => [{ Gte }]),
    Criticality: fc.integer({ min: 0, max: 100 }).map((Lte) => [{ Lte }]),
    Type: fc.constant([{ Value: 'A/', Comparison: 'PREFIX' }]),
    NoteText: strings,
    NoteUpdatedAt: fc.constant([{ Start: '2024-01-01T00:00:00Z' }]),
    UserDefinedFields: fc
      .record({ Key: text, Value: text, Comparison: fc.constantFrom('EQUALS', 'NOT_EQUALS') })
      .map((one) => [one]),
    VerificationState: oneOf('UNKNOWN', 'TRUE_POSITIVE'),
  },
  { requiredKeys: [] },
);

/** Rules with one or two criteria, so that about every third one matches. */
export const sentRule: fc.Arbitrary<SentRule> = fc.record({
  criteria: fc
    .tuple(criteria, fc.integer({ min: 1, max: 2 }))
    .map(([all, count]) => Object.fromEntries(Object.entries(all).slice(0, count))),
  updates: fc.array(customerUpdate, { minLength: 1, maxLength: 2 }),
  terminal: fc.boolean(),
});

const SHARED = ['Confidence', 'Criticality', 'RelatedFindings', 'Severity', 'Types'];
const NORMALIZED: Record<string, number> = { INFORMATIONAL: 0, LOW: 1, MEDIUM: 40, HIGH: 70, CRITICAL: 90 };

type Json = Record<string, unknown>;
interface Effect {
  arn: string;
  changes: Record<string, [before: unknown, after: unknown]>;
}
interface State {
  finding: AwsSecurityFinding;
  effects: Effect[];
  customers: Set<string>;
}

export const startOf = (finding: AwsSecurityFinding): State => ({
  finding,
  effects: [],
  customers: new Set(),
});

/** The finding, what each rule changed of it, and the shared attributes that are the customer's then. */
export function finish({ finding: start }: State, rules: readonly SentRule[], now: string): State {
  let state = startOf(start);
  for (const [place, { criteria: wanted, updates, terminal }] of rules.entries()) {
    if (!selects(wanted, state.finding, new Date(now))) continue;
    const after = updates.reduce<AwsSecurityFinding>(
      (finding, update) => updated(finding, update, start, now),
      state.finding,
    );
    if (isAllowed(after, state.finding)) {
      const changes = differences(state.finding, after);
      state = {
        finding: after,
        effects: [
          ...state.effects,
          ...(Object.keys(changes).length > 0 ? [{ arn: `${place}`, changes }] : []),
        ],
        customers: new Set([
          ...state.customers,
          ...updates.flatMap((update) => SHARED.filter((name) => name in update)),
        ]),
      };
    }
    if (terminal) break;
  }
  const lasting = differences(start, state.finding);
  const effects = state.effects.flatMap(({ arn, changes }) => {
    const stay = Object.entries(changes).filter(([field]) => field in lasting);
    return stay.length > 0 ? [{ arn, changes: Object.fromEntries(stay) }] : [];
  });
  return { ...state, effects };
}

function updated(
  finding: AwsSecurityFinding,
  update: CustomerUpdate,
  start: AwsSecurityFinding,
  now: string,
): AwsSecurityFinding {
  const { Note, Severity: severity, Workflow, ...plain } = structuredClone(update);
  const after: AwsSecurityFinding = Object.assign(structuredClone(finding), plain);
  const isStart = start.Note?.Text === Note?.Text && start.Note?.UpdatedBy === Note?.UpdatedBy;
  if (Note) after.Note = isStart && start.Note ? start.Note : { ...Note, UpdatedAt: now };
  if (Workflow) after.Workflow = { ...after.Workflow, ...Workflow };
  if (severity) after.Severity = severityOf(after.Severity, severity);
  return after;
}

function severityOf(before: Severity | undefined, update: Severity): Severity {
  const after = { ...before };
  if (update.Label !== undefined || update.Normalized !== undefined) {
    delete after.Label;
    delete after.Normalized;
  }
  Object.assign(after, update);
  if (after.Label !== undefined) after.Normalized ??= NORMALIZED[after.Label] ?? -1;
  else if (after.Normalized !== undefined) {
    const score = after.Normalized;
    const [label] = (['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'] as const).filter(
      (one) => score >= (NORMALIZED[one] ?? 0),
    );
    after.Label = label ?? 'INFORMATIONAL';
  }
  return after;
}

function isAllowed(after: AwsSecurityFinding, before: AwsSecurityFinding): boolean {
  const size = (finding: AwsSecurityFinding) => Buffer.byteLength(JSON.stringify(finding));
  const { Severity: severity } = after;
  if (severity && severity.Label === undefined && severity.Normalized === undefined) return false;
  return size(after) <= Math.max(MAX_FINDING_BYTES, size(before));
}

function differences(before: object, after: object): Effect['changes'] {
  const one: Json = { ...before };
  const other: Json = { ...after };
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries(
    [...names].flatMap((name): [string, [unknown, unknown]][] =>
      isDeepStrictEqual(one[name], other[name]) ? [] : [[name, [one[name] ?? null, other[name] ?? null]]],
    ),
  );
}
