import type { AwsSecurityFinding } from '@docket/asff';
import type { PromotedAttributes } from '../store/findings.js';
import { instantOf } from './import.js';

/** The attributes that stores keep beside the document, for filters and sorting. */
export function promote(finding: AwsSecurityFinding): PromotedAttributes {
  return {
    productName: finding.ProductName ?? null,
    severityLabel: finding.Severity?.Label ?? null,
    recordState: finding.RecordState ?? null,
    workflowStatus: finding.Workflow?.Status ?? null,
    updatedAt: instantOf(finding),
  };
}
