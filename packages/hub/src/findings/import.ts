import type { AwsSecurityFinding } from '@docket/asff';
import { copyOf } from './copy.js';
import { FindingDocument, type Kept, type Members } from './document.js';
import { type AttributeChange, changes } from './history.js';
import { toInstant } from './instant.js';
import { customersAttributes, resolveShared } from './shared.js';
import { workflowAfterUpdate } from './workflow.js';

/** A finding as it is stored, beside the facts that its document does not tell. */
export interface Current {
  document: FindingDocument;
  /** Bit set of the shared attributes that the customer has set. */
  customerSet: number;
}

/** What an import knows besides the finding: time and identity are arguments, so that rules can be tested. */
export interface ImportFacts {
  /** ISO 8601 with milliseconds. */
  now: string;
  region: string;
  /** How the product calls itself. The account's own default product lets the finding bring its own names. */
  product: { productName: string; companyName: string; isDefault: boolean };
}

export type ImportDecision =
  | { kind: 'ignored' }
  | { kind: 'created'; next: Current }
  | { kind: 'updated'; next: Current; changes: AttributeChange[] };

/**
 * Decides what an import does to a finding. No match: create. A match with an earlier UpdatedAt: replace what the
 * provider owns and keep what the customer owns. Otherwise: ignore, as the service's documentation says.
 *
 * @param incoming a finding that passed the format; not changed
 */
export function decideImport(
  incoming: AwsSecurityFinding,
  current: Current | undefined,
  facts: ImportFacts,
): ImportDecision {
  if (current === undefined) {
    const members = Object.assign(
      providersPart(incoming, undefined, facts),
      customersAsSent(incoming, facts.now),
    );
    const document = FindingDocument.compose(incoming, members);
    return { kind: 'created', next: { document, customerSet: 0 } };
  }
  const { document: stored, customerSet } = current;
  if (instantOf(incoming.UpdatedAt) <= instantOf(stored.value('UpdatedAt'))) return { kind: 'ignored' };
  const Workflow = workflowAfterUpdate(stored, incoming);
  const document = FindingDocument.compose(
    incoming,
    Object.assign(providersPart(incoming, current, facts), Workflow && { Workflow }),
    keptOf(current, Workflow === undefined, incoming),
  );
  return { kind: 'updated', next: { document, customerSet }, changes: changes(stored, document) };
}

/** A timestamp's instant, by which updates are ordered; the earliest of all for none. */
export const instantOf = (timestamp: string | undefined): string => toInstant(timestamp ?? '') ?? '';

/** What the provider and the service say of a finding. */
function providersPart(
  incoming: AwsSecurityFinding,
  current: Current | undefined,
  facts: ImportFacts,
): Members {
  const { product } = facts;
  // The default product lets a finding bring its own names.
  const ProductName = (product.isDefault ? incoming.ProductName : undefined) ?? product.productName;
  const CompanyName = (product.isDefault ? incoming.CompanyName : undefined) ?? product.companyName;
  const shared = resolveShared(incoming, current === undefined);
  return {
    Confidence: shared.Confidence,
    Criticality: shared.Criticality,
    RelatedFindings: shared.RelatedFindings,
    Severity: shared.Severity,
    Types: shared.Types,
    FindingProviderFields: shared.FindingProviderFields,
    ProductName,
    CompanyName,
    Region: facts.region,
    RecordState: incoming.RecordState ?? 'ACTIVE',
    ProductFields: Object.assign(incoming.ProductFields === undefined ? {} : copyOf(incoming.ProductFields), {
      'aws/securityhub/FindingId': `${incoming.ProductArn}/${incoming.Id}`,
      'aws/securityhub/ProductName': ProductName,
      'aws/securityhub/CompanyName': CompanyName,
    }),
    ProcessedAt: facts.now,
    WorkflowState: incoming.WorkflowState ?? 'NEW',
  };
}

/** A new finding takes the customer's attributes as sent: that is how an export moves to another hub. */
function customersAsSent({ Note, Workflow }: AwsSecurityFinding, now: string): Members {
  return {
    Note: Note && { ...Note, UpdatedAt: Note.UpdatedAt ?? now },
    Workflow: Workflow === undefined ? { Status: 'NEW' } : { ...Workflow, Status: Workflow.Status ?? 'NEW' },
  };
}

const CUSTOMERS = ['Note', 'UserDefinedFields', 'VerificationState', 'CreatedAt'] as const;

/**
 * What stays whatever was sent: the customer's attributes, those of the shared ones that the customer has set, and the
 * time of creation.
 */
function keptOf(
  { document, customerSet }: Current,
  workflowToo: boolean,
  incoming: AwsSecurityFinding,
): Kept {
  const names = new Set<string>(CUSTOMERS);
  if (workflowToo) names.add('Workflow');
  if (incoming.WorkflowState === undefined) names.add('WorkflowState');
  for (const name of customersAttributes(customerSet)) names.add(name);
  return { from: document, names };
}
