import type { AwsSecurityFinding } from '@docket/asff';
import fc from 'fast-check';
import type { CustomerUpdate } from './customer-update.js';
import type { ImportFacts } from './import.js';

/** Generators of findings and updates for property tests. They stay small: few values, so that they collide. */

const label = fc.constantFrom('INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL');
const types = fc.uniqueArray(fc.constantFrom('A/B', 'A/C/D', 'Effects', 'TTPs/Tactic'), { maxLength: 3 });
const percent = fc.integer({ min: 0, max: 100 });
const related = fc.array(
  fc.record({
    Id: fc.constantFrom('r1', 'r2'),
    ProductArn: fc.constant('arn:aws:securityhub:eu-west-1::product/a/b'),
  }),
  { minLength: 1, maxLength: 2 },
);
const text = fc.constantFrom('one', 'two', 'three');
const workflowStatus = fc.constantFrom('NEW', 'NOTIFIED', 'RESOLVED', 'SUPPRESSED');
const verification = fc.constantFrom('UNKNOWN', 'TRUE_POSITIVE', 'FALSE_POSITIVE', 'BENIGN_POSITIVE');

const severity = fc.oneof(
  fc.record({ Label: label }),
  fc.record({ Normalized: percent, Product: percent }),
  fc.record({ Label: label, Normalized: percent, Original: text }),
);

const sharedProvider = {
  Confidence: percent,
  Criticality: percent,
  RelatedFindings: related,
  Severity: fc.record({ Label: label, Original: text }, { requiredKeys: ['Label'] }),
  Types: types,
};

const optional = <T>(shape: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record(shape, { requiredKeys: [] });

/** Imports of one finding: valid by the format, at a few different times. */
export const incoming: fc.Arbitrary<AwsSecurityFinding> = fc
  .tuple(
    fc.record({
      UpdatedAt: fc.integer({ min: 0, max: 9 }).map((n) => `2024-01-0${n + 1}T00:00:00Z`),
      CreatedAt: fc.constantFrom('2023-01-01T00:00:00Z', '2023-06-01T00:00:00Z'),
      Title: text,
      FindingProviderFields: optional(sharedProvider),
    }),
    optional({
      Confidence: percent,
      Criticality: percent,
      RelatedFindings: related,
      Severity: severity,
      Types: types,
      RecordState: fc.constantFrom('ACTIVE', 'ARCHIVED'),
      Compliance: fc.record({ Status: fc.constantFrom('PASSED', 'FAILED', 'WARNING', 'NOT_AVAILABLE') }),
      Workflow: fc.record({ Status: workflowStatus }),
      Note: fc.record({ Text: text, UpdatedBy: text, UpdatedAt: fc.constant('2022-01-01T00:00:00Z') }),
      UserDefinedFields: fc.dictionary(text, text, { maxKeys: 2 }),
      VerificationState: verification,
      SourceUrl: text,
      ProductFields: fc.dictionary(text, text, { maxKeys: 2 }),
    }),
  )
  .map(([required, more]) => ({
    SchemaVersion: '2018-10-08',
    Id: 'one',
    ProductArn: 'arn:aws:securityhub:eu-west-1:111122223333:product/111122223333/default',
    GeneratorId: 'generator',
    AwsAccountId: '111122223333',
    Description: 'a finding',
    Resources: [{ Type: 'Other', Id: 'resource' }],
    ...required,
    ...more,
  }));

export const customerUpdate: fc.Arbitrary<CustomerUpdate> = optional({
  Confidence: percent,
  Criticality: percent,
  RelatedFindings: related,
  Severity: fc.oneof(fc.record({ Label: label }), fc.record({ Normalized: percent })),
  Types: types,
  Workflow: fc.record({ Status: workflowStatus }),
  Note: fc.record({ Text: text, UpdatedBy: text }),
  UserDefinedFields: fc.dictionary(text, text, { maxKeys: 2 }),
  VerificationState: verification,
});

export const facts: ImportFacts = {
  now: '2024-02-01T00:00:00.000Z',
  region: 'eu-west-1',
  product: { productName: 'Default', companyName: 'Personal', isDefault: true },
};
