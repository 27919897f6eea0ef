import type { PromotedAttributes } from '../store/findings.js';
import type { FindingDocument } from './document.js';
import { instantOf } from './import.js';

/** The attributes that stores keep beside the document, for filters and sorting. */
export function promote(document: FindingDocument): PromotedAttributes {
  return {
    productName: document.value('ProductName') ?? null,
    severityLabel: document.value('Severity')?.Label ?? null,
    recordState: document.value('RecordState') ?? null,
    workflowStatus: document.value('Workflow')?.Status ?? null,
    updatedAt: instantOf(document.value('UpdatedAt')),
  };
}
