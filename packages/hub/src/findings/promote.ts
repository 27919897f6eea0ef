import type { PromotedAttributes } from '../store/findings.js';
import type { FindingDocument } from './document.js';
import { facetsOf } from './facets.js';
import { instantOf } from './import.js';
import { toInstant } from './instant.js';

/** The attributes that stores keep beside the document, for filters, sorting and insights. */
export function promote(document: FindingDocument): PromotedAttributes {
  const severity = document.value('Severity');
  const resources = document.value('Resources') ?? [];
  return {
    check: {
      productName: document.value('ProductName') ?? null,
      companyName: document.value('CompanyName') ?? null,
      generatorId: document.value('GeneratorId') ?? null,
      title: document.value('Title') ?? null,
      types: document.value('Types') ?? [],
    },
    severityLabel: severity?.Label ?? null,
    severityNormalized: severity?.Normalized ?? null,
    recordState: document.value('RecordState') ?? null,
    workflowStatus: document.value('Workflow')?.Status ?? null,
    complianceStatus: document.value('Compliance')?.Status ?? null,
    verificationState: document.value('VerificationState') ?? null,
    confidence: document.value('Confidence') ?? null,
    criticality: document.value('Criticality') ?? null,
    updatedAt: instantOf(document.value('UpdatedAt')),
    createdAt: toInstant(document.value('CreatedAt') ?? '') ?? null,
    firstObservedAt: toInstant(document.value('FirstObservedAt') ?? '') ?? null,
    lastObservedAt: toInstant(document.value('LastObservedAt') ?? '') ?? null,
    resourceTypes: resources.flatMap(({ Type }) => Type ?? []),
    resourceIds: resources.flatMap(({ Id }) => Id ?? []),
    description: document.value('Description') ?? '',
    facets: facetsOf(document),
  };
}
