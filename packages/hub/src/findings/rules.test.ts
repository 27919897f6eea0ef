import type { AwsSecurityFinding } from '@docket/asff';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyCustomerUpdate, type CustomerUpdate } from './customer-update.js';
import { FindingDocument } from './document.js';
import { type Current, decideImport } from './import.js';
import { customerUpdate, facts, incoming } from './testing.js';

/**
 * The rules once more, in another shape: the code under test goes from state to state, this looks back over the whole
 * sequence and asks of each attribute who has the last word.
 */

type Step = { import: AwsSecurityFinding } | { update: CustomerUpdate };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    incoming.map((finding) => ({ import: finding })),
    customerUpdate.map((update) => ({ update })),
  ),
  { minLength: 1, maxLength: 8 },
);

/** What is stored after a sequence: read back from the text, as GetFindings gives it. */
function run(sequence: readonly Step[]): { finding: AwsSecurityFinding; customerSet: number } | undefined {
  const current = play(sequence);
  return current && { finding: JSON.parse(current.document.toString()), customerSet: current.customerSet };
}

function play(sequence: readonly Step[]): Current | undefined {
  let current: Current | undefined;
  for (const step of sequence) {
    if ('import' in step) {
      const decision = decideImport(step.import, current, facts);
      if (decision.kind !== 'ignored') current = stored(decision.next);
    } else if (current) {
      current = stored(applyCustomerUpdate(current, step.update, facts.now).next);
    }
  }
  return current;
}

/** Through the store and back: text, and nothing else, survives. */
const stored = ({ document, customerSet }: Current): Current => ({
  document: FindingDocument.stored(document.toString()),
  customerSet,
});

/** Only what took effect: updates before the finding exists and imports that are not newer did not. */
function effective(sequence: readonly Step[]): Step[] {
  let newest = '';
  return sequence.filter((step) => {
    if ('update' in step) return newest !== '';
    if (step.import.UpdatedAt <= newest) return false;
    newest = step.import.UpdatedAt;
    return true;
  });
}

const NORMALIZED: Record<string, number> = { INFORMATIONAL: 0, LOW: 1, MEDIUM: 40, HIGH: 70, CRITICAL: 90 };

describe('the rules of imports and updates', () => {
  it('gives every shared attribute to whoever has the last word', () => {
    fc.assert(
      fc.property(steps, (sequence) => {
        const happened = effective(sequence);
        const stored = run(sequence)?.finding;
        const imports = happened.flatMap((step) => ('import' in step ? [step.import] : []));
        const last = imports.at(-1);
        for (const name of ['Confidence', 'Criticality', 'RelatedFindings', 'Types'] as const) {
          const decided = happened.flatMap((step) =>
            'update' in step && step.update[name] !== undefined ? [step.update[name]] : [],
          );
          const byProvider = last?.FindingProviderFields?.[name];
          const isNew = imports.length === 1;
          const sent = isNew ? (byProvider ?? last?.[name]) : (last?.[name] ?? byProvider);
          expect(stored?.[name]).toEqual(decided.length > 0 ? decided.at(-1) : sent);
          expect(stored?.FindingProviderFields?.[name]).toEqual(byProvider ?? last?.[name]);
        }
      }),
    );
  });

  it('gives severity to whoever has the last word, complete', () => {
    fc.assert(
      fc.property(steps, (sequence) => {
        const happened = effective(sequence);
        const severity = run(sequence)?.finding.Severity;
        const decided = happened
          .flatMap((step) => ('update' in step && step.update.Severity ? [step.update.Severity] : []))
          .at(-1);
        const imports = happened.flatMap((step) => ('import' in step ? [step.import] : []));
        const last = imports.at(-1);
        const provider = last?.FindingProviderFields?.Severity;
        const sent = imports.length > 1 ? (last?.Severity ?? provider) : (provider ?? last?.Severity);
        const winner: { Label?: string; Normalized?: number } | undefined = decided ?? sent;
        if (winner === undefined) {
          expect(severity).toBeUndefined();
          return;
        }
        if (winner.Label !== undefined) expect(severity?.Label).toBe(winner.Label);
        if (winner.Normalized !== undefined) expect(severity?.Normalized).toBe(winner.Normalized);
        if (winner.Normalized === undefined && (decided !== undefined || last?.Severity === undefined)) {
          expect(severity?.Normalized).toBe(NORMALIZED[winner.Label ?? '']);
        }
        expect(severity?.Label).toBeDefined();
        expect(severity?.Normalized).toBeDefined();
      }),
    );
  });

  it("keeps the customer's attributes out of the provider's reach", () => {
    fc.assert(
      fc.property(steps, (sequence) => {
        const happened = effective(sequence);
        const stored = run(sequence)?.finding;
        const first = happened.flatMap((step) => ('import' in step ? [step.import] : [])).at(0);
        for (const name of ['UserDefinedFields', 'VerificationState'] as const) {
          const decided = happened.flatMap((step) =>
            'update' in step && step.update[name] !== undefined ? [step.update[name]] : [],
          );
          expect(stored?.[name]).toEqual(decided.length > 0 ? decided.at(-1) : first?.[name]);
        }
        const notes = happened.flatMap((step) =>
          'update' in step && step.update.Note ? [{ ...step.update.Note, UpdatedAt: facts.now }] : [],
        );
        expect(stored?.Note).toEqual(notes.length > 0 ? notes.at(-1) : first?.Note);
      }),
    );
  });

  it('resets a workflow only when the problem is back', () => {
    fc.assert(
      fc.property(steps, (sequence) => {
        let status: string | undefined;
        let before: AwsSecurityFinding | undefined;
        for (const step of effective(sequence)) {
          if ('update' in step) {
            status = step.update.Workflow?.Status ?? status;
            continue;
          }
          const now = step.import;
          if (before === undefined) status = now.Workflow?.Status ?? 'NEW';
          else {
            const back =
              (before.RecordState === 'ARCHIVED' && (now.RecordState ?? 'ACTIVE') === 'ACTIVE') ||
              (before.Compliance?.Status === 'PASSED' &&
                /FAILED|WARNING|NOT_AVAILABLE/.test(now.Compliance?.Status ?? ''));
            if (back && (status === 'NOTIFIED' || status === 'RESOLVED')) status = 'NEW';
          }
          before = now;
        }
        expect(run(sequence)?.finding.Workflow?.Status).toBe(status);
      }),
    );
  });

  it('replaces everything else with what the last import sent', () => {
    fc.assert(
      fc.property(steps, (sequence) => {
        const imports = effective(sequence).flatMap((step) => ('import' in step ? [step.import] : []));
        const stored = run(sequence)?.finding;
        for (const name of ['Title', 'SourceUrl', 'Compliance', 'UpdatedAt'] as const) {
          expect(stored?.[name]).toEqual(imports.at(-1)?.[name]);
        }
        expect(stored?.RecordState).toBe(
          imports.length > 0 ? (imports.at(-1)?.RecordState ?? 'ACTIVE') : undefined,
        );
        expect(stored?.CreatedAt).toBe(imports[0]?.CreatedAt);
      }),
    );
  });

  it('changes nothing when the same is imported twice', () => {
    fc.assert(
      fc.property(steps, incoming, (sequence, again) => {
        const once = run([...sequence, { import: again }]);
        expect(run([...sequence, { import: again }, { import: again }])).toEqual(once);
      }),
    );
  });

  it('takes back what it gave, as an archived update, without loss', () => {
    fc.assert(
      fc.property(steps, (sequence) => {
        const before = run([...sequence, { import: { ...FIRST, UpdatedAt: '2024-01-20T00:00:00Z' } }]);
        if (before === undefined) throw new Error('an import makes a finding');
        const sent = {
          ...before.finding,
          RecordState: 'ARCHIVED',
          UpdatedAt: '2024-01-21T00:00:00Z',
        } as const;
        const decision = decideImport(
          sent,
          play([...sequence, { import: { ...FIRST, UpdatedAt: '2024-01-20T00:00:00Z' } }]),
          facts,
        );
        if (decision.kind !== 'updated') throw new Error('a later import updates');
        const { FindingProviderFields: provider, ...rest } = JSON.parse(decision.next.document.toString());
        const { FindingProviderFields: sentProvider, ...sentRest } = sent;
        expect(rest).toEqual(sentRest);
        expect(provider).toMatchObject(sentProvider ?? {});
      }),
    );
  });

  it('does not write to what it was given', () => {
    fc.assert(
      fc.property(steps, (sequence) => {
        const copy = structuredClone(sequence);
        run(sequence);
        expect(sequence).toEqual(copy);
      }),
    );
  });
});

const FIRST: AwsSecurityFinding = {
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
