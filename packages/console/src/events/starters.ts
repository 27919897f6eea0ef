import { strings } from '../strings.js';

const IMPORTED = ['Security Hub Findings - Imported'];
const names = strings.events.rules.starters;

/** Patterns to begin with. */
export const STARTERS: readonly { readonly label: string; readonly pattern: object }[] = [
  { label: names.imported, pattern: { source: ['aws.securityhub'], 'detail-type': IMPORTED } },
  {
    label: names.severe,
    pattern: {
      'detail-type': IMPORTED,
      detail: {
        findings: {
          Severity: { Label: ['CRITICAL', 'HIGH'] },
          Workflow: { Status: ['NEW'] },
          RecordState: ['ACTIVE'],
        },
      },
    },
  },
  {
    label: names.failed,
    pattern: {
      'detail-type': IMPORTED,
      detail: { findings: { Compliance: { Status: ['FAILED'] }, RecordState: ['ACTIVE'] } },
    },
  },
  {
    label: names.product,
    pattern: { 'detail-type': IMPORTED, detail: { findings: { ProductName: [{ prefix: 'Prowler' }] } } },
  },
  { label: names.action, pattern: { 'detail-type': ['Security Hub Findings - Custom Action'] } },
  { label: names.insight, pattern: { 'detail-type': ['Security Hub Insight Results'] } },
];

export const patternText = (pattern: object): string => JSON.stringify(pattern, undefined, 2);
