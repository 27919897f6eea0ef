import { type AwsSecurityFinding, FINDING_MEMBERS } from '@docket/asff';
import { type AttributeChange, changes } from './history.js';
import { toInstant } from './instant.js';
import { resolveShared, SHARED } from './shared.js';
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
  if (!isLater(incoming.UpdatedAt, current.finding.UpdatedAt)) return { kind: 'ignored' };
  const finding = assemble(incoming, current, facts);
  return {
    kind: 'updated',
    next: { finding, customerSet: current.customerSet },
    changes: changes(current.finding, finding),
  };
}

function isLater(incoming: string, stored: string): boolean {
  return (toInstant(incoming) ?? '') > (toInstant(stored) ?? '');
}

function assemble(
  incoming: AwsSecurityFinding,
  current: Current | undefined,
  facts: ImportFacts,
): AwsSecurityFinding {
  const names = productNames(incoming, facts);
  const { top, provider } = resolveShared(incoming, current);
  const finding: AwsSecurityFinding = {
    ...incoming,
    ...blank(SHARED),
    ...top,
    ...blank(['FindingProviderFields']),
    ...(provider && { FindingProviderFields: provider }),
    ...names,
    Region: facts.region,
    RecordState: incoming.RecordState ?? 'ACTIVE',
    ProductFields: {
      ...incoming.ProductFields,
      'aws/securityhub/FindingId': `${incoming.ProductArn}/${incoming.Id}`,
      'aws/securityhub/ProductName': names.ProductName,
      'aws/securityhub/CompanyName': names.CompanyName,
    },
    ProcessedAt: facts.now,
    WorkflowState: incoming.WorkflowState ?? current?.finding.WorkflowState ?? 'NEW',
  };
  return inModelOrder({
    ...finding,
    ...(current ? keepCustomers(current.finding, finding) : asNew(incoming, facts)),
  });
}

/** The names of the product; the default product's are the finding's own where it brings them. */
function productNames(
  incoming: AwsSecurityFinding,
  { product }: ImportFacts,
): { ProductName: string; CompanyName: string } {
  return {
    ProductName: (product.isDefault ? incoming.ProductName : undefined) ?? product.productName,
    CompanyName: (product.isDefault ? incoming.CompanyName : undefined) ?? product.companyName,
  };
}

/** A new finding takes the customer's attributes as sent: that is how an export moves to another hub. */
function asNew(incoming: AwsSecurityFinding, facts: ImportFacts): Partial<AwsSecurityFinding> {
  const { Note: note } = incoming;
  return {
    ...(note && { Note: { ...note, UpdatedAt: note.UpdatedAt ?? facts.now } }),
    Workflow: { ...incoming.Workflow, Status: incoming.Workflow?.Status ?? 'NEW' },
  };
}

/** An existing finding keeps the customer's attributes, whatever was sent, and the time it was created. */
function keepCustomers(stored: AwsSecurityFinding, next: AwsSecurityFinding): Partial<AwsSecurityFinding> {
  const { Note, UserDefinedFields, VerificationState, CreatedAt } = stored;
  const Workflow = workflowAfterUpdate(stored, next);
  return {
    ...blank(['Note', 'UserDefinedFields', 'VerificationState', 'Workflow']),
    CreatedAt,
    ...(Note && { Note }),
    ...(UserDefinedFields && { UserDefinedFields }),
    ...(VerificationState && { VerificationState }),
    ...(Workflow && { Workflow }),
  };
}

/** Members set to undefined, so that spreading them over others takes those away. */
function blank(names: readonly (keyof AwsSecurityFinding)[]): Partial<AwsSecurityFinding> {
  return Object.fromEntries(names.map((name) => [name, undefined]));
}

const MEMBERS: ReadonlySet<string> = new Set(FINDING_MEMBERS);

/** The finding with its members in the order of the service's model, unknown ones last, absent ones gone. */
export function inModelOrder(finding: AwsSecurityFinding): AwsSecurityFinding {
  const known: Partial<AwsSecurityFinding> = {};
  const copy = <K extends keyof AwsSecurityFinding>(name: K): void => {
    const value = finding[name];
    if (value !== undefined) known[name] = value;
  };
  for (const name of FINDING_MEMBERS) copy(name);
  const unknown = Object.entries(finding).filter(([name]) => !MEMBERS.has(name));
  // The spread of the finding's required members is for the type: they are in `known` already, at their places.
  const {
    SchemaVersion,
    Id,
    ProductArn,
    GeneratorId,
    AwsAccountId,
    CreatedAt,
    UpdatedAt,
    Title,
    Description,
    Resources,
  } = finding;
  return {
    ...known,
    ...{
      SchemaVersion,
      Id,
      ProductArn,
      GeneratorId,
      AwsAccountId,
      CreatedAt,
      UpdatedAt,
      Title,
      Description,
      Resources,
    },
    ...Object.fromEntries(unknown),
  };
}
