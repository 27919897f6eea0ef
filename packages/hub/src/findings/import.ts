import type { AwsSecurityFinding } from '@docket/asff';
import { type AttributeChange, changes } from './history.js';
import { toInstant } from './instant.js';
import { type Members, withMembers } from './members.js';
import { resolveShared } from './shared.js';
import { workflowAfterUpdate } from './workflow.js';

/** A finding as it is stored, beside the facts that its document does not tell. */
export interface Current {
  finding: AwsSecurityFinding;
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
    return { kind: 'created', next: { finding: assemble(incoming, undefined, facts), customerSet: 0 } };
  }
  if (instantOf(incoming) <= instantOf(current.finding)) return { kind: 'ignored' };
  const finding = assemble(incoming, current, facts);
  return {
    kind: 'updated',
    next: { finding, customerSet: current.customerSet },
    changes: changes(current.finding, finding),
  };
}

/** The instant of a finding's UpdatedAt, by which updates are ordered. */
export const instantOf = (finding: AwsSecurityFinding): string => toInstant(finding.UpdatedAt) ?? '';

function assemble(
  incoming: AwsSecurityFinding,
  current: Current | undefined,
  facts: ImportFacts,
): AwsSecurityFinding {
  const { product } = facts;
  // The default product lets a finding bring its own names.
  const ProductName = (product.isDefault ? incoming.ProductName : undefined) ?? product.productName;
  const CompanyName = (product.isDefault ? incoming.CompanyName : undefined) ?? product.companyName;
  const RecordState = incoming.RecordState ?? 'ACTIVE';
  const { top, provider } = resolveShared(incoming, current);
  return withMembers(incoming, {
    Confidence: top.Confidence,
    Criticality: top.Criticality,
    RelatedFindings: top.RelatedFindings,
    Severity: top.Severity,
    Types: top.Types,
    FindingProviderFields: provider,
    ProductName,
    CompanyName,
    Region: facts.region,
    RecordState,
    ProductFields: {
      ...incoming.ProductFields,
      'aws/securityhub/FindingId': `${incoming.ProductArn}/${incoming.Id}`,
      'aws/securityhub/ProductName': ProductName,
      'aws/securityhub/CompanyName': CompanyName,
    },
    ProcessedAt: facts.now,
    WorkflowState: incoming.WorkflowState ?? current?.finding.WorkflowState ?? 'NEW',
    ...(current
      ? customersOf(current.finding, { RecordState, Compliance: incoming.Compliance })
      : customersAsSent(incoming, facts.now)),
  });
}

/** A new finding takes the customer's attributes as sent: that is how an export moves to another hub. */
function customersAsSent({ Note, Workflow }: AwsSecurityFinding, now: string): Members {
  return {
    Note: Note && { ...Note, UpdatedAt: Note.UpdatedAt ?? now },
    Workflow: { ...Workflow, Status: Workflow?.Status ?? 'NEW' },
  };
}

/** An existing finding keeps the customer's attributes, whatever was sent, and the time it was created. */
function customersOf(stored: AwsSecurityFinding, next: Pick<Members, 'RecordState' | 'Compliance'>): Members {
  const { Note, UserDefinedFields, VerificationState, CreatedAt } = stored;
  return {
    Note,
    UserDefinedFields,
    VerificationState,
    CreatedAt,
    Workflow: workflowAfterUpdate(stored, next),
  };
}
