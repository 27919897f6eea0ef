import { MAX_FINDING_BYTES } from '@docket/asff';
import { hubArn } from '../access/arn.js';
import { invalidInput, ServiceError } from '../errors.js';
import { applyCustomerUpdate, CUSTOMER_FIELDS, type CustomerUpdate } from '../findings/customer-update.js';
import { FindingDocument } from '../findings/document.js';
import { promote } from '../findings/promote.js';
import { parseProductArn } from '../products/arn.js';
import type { FindingKey, FindingWrite, StoredFinding } from '../store/findings.js';
import type { OperationInputs, OperationOutputs } from '../wire/generated/operations.js';
import { commitWithRetry, Outrun } from './commit.js';
import type { Context } from './operation.js';
import { requireHub } from './requireHub.js';
import { syntaxPaths } from './syntax-paths.js';

type Identifier = OperationInputs['BatchUpdateFindings']['FindingIdentifiers'][number];
type Output = OperationOutputs['BatchUpdateFindings'];

/** The codes and messages of UnprocessedFindings, as the API's reference lists them. */
const UNPROCESSED = {
  ConcurrentUpdateError: 'Concurrent finding updates detected',
  DuplicatedFindingIdentifier: 'Finding Identifier is duplicated',
  FindingNotFound: 'Finding Not Found',
  FindingSizeExceeded: 'Finding size exceeded 240 KB',
  InternalFailure: 'Internal service failure',
  InvalidInput: 'Invalid Input',
} as const;

type Unprocessed = keyof typeof UNPROCESSED;

/**
 * A customer's update of up to 100 findings: whatever a person or an automation decides about them. Findings that
 * cannot be updated come back one by one, with the reason.
 */
export async function BatchUpdateFindings(
  input: OperationInputs['BatchUpdateFindings'],
  context: Context,
): Promise<Output> {
  const { caller } = context;
  const { FindingIdentifiers: identifiers, ...update } = input;
  const resource = hubArn(caller.region, caller.account);
  context.access.authorize(caller, 'securityhub:BatchUpdateFindings', resource, syntaxPaths(update));
  await requireHub(context);
  if (CUSTOMER_FIELDS.every((name) => update[name] === undefined)) {
    throw invalidInput(`Invalid parameter. At least one of ${CUSTOMER_FIELDS.join(', ')} is required.`);
  }

  const outcome = new Map<Identifier, Unprocessed | 'processed'>();
  const seen = new Set<string>();
  const wanted: { identifier: Identifier; key: FindingKey }[] = [];
  for (const identifier of identifiers) {
    const { Id: id, ProductArn: productArn } = identifier;
    const name = `${productArn}\n${id}`;
    if (id === '' || parseProductArn(productArn) === undefined) outcome.set(identifier, 'InvalidInput');
    else if (seen.has(name)) outcome.set(identifier, 'DuplicatedFindingIdentifier');
    else wanted.push({ identifier, key: { account: caller.account, region: caller.region, productArn, id } });
    seen.add(name);
  }

  try {
    const decided = await commitWithRetry(
      context.store.findings,
      wanted.map(({ key }) => key),
      (stored) => {
        const updates = stored.map((finding) => updateOne(finding, update, context));
        return {
          writes: updates.flatMap((result) => (typeof result === 'string' ? [] : [result])),
          result: updates,
        };
      },
    );
    decided.forEach((result, index) => {
      const target = wanted[index];
      if (target) outcome.set(target.identifier, typeof result === 'string' ? result : 'processed');
    });
  } catch (error) {
    // The store is away: clients try a call again that fails as a whole, but not one that says it of each finding.
    if (error instanceof ServiceError && !(error instanceof Outrun)) throw error;
    const code = error instanceof Outrun ? 'ConcurrentUpdateError' : 'InternalFailure';
    if (code === 'InternalFailure') context.reportDefect(error);
    for (const { identifier } of wanted) outcome.set(identifier, code);
  }
  return answer(identifiers, outcome);
}

function updateOne(
  stored: StoredFinding | undefined,
  update: CustomerUpdate,
  { caller, now }: Context,
): FindingWrite | Unprocessed {
  if (stored === undefined) return 'FindingNotFound';
  const time = now.toISOString();
  const current = { document: FindingDocument.stored(stored.document), customerSet: stored.customerSet };
  const { next, changes } = applyCustomerUpdate(current, update, time);
  // Only of a finding without a severity: one without Label and Normalized would not be a finding any more.
  const severity = next.document.value('Severity');
  if (severity && severity.Label === undefined && severity.Normalized === undefined) return 'InvalidInput';
  const document = next.document.toString();
  const bytes = Buffer.byteLength(document);
  // What the service adds to a finding that its provider filled to the brim must not keep people from triaging it.
  if (bytes > MAX_FINDING_BYTES && bytes > Buffer.byteLength(stored.document)) return 'FindingSizeExceeded';
  return {
    key: stored.key,
    expected: stored.revision,
    document,
    customerSet: next.customerSet,
    attributes: promote(next.document),
    history:
      changes.length > 0
        ? [{ time, source: 'BATCH_UPDATE_FINDINGS', identity: caller.arn, created: false, updates: changes }]
        : [],
  };
}

function answer(
  identifiers: readonly Identifier[],
  outcome: ReadonlyMap<Identifier, Unprocessed | 'processed'>,
): Output {
  const output: Required<Output> = { ProcessedFindings: [], UnprocessedFindings: [] };
  for (const { Id, ProductArn, ...rest } of identifiers.map((one) => ({
    ...one,
    result: outcome.get(one),
  }))) {
    const code = rest.result ?? 'InternalFailure';
    if (code === 'processed') output.ProcessedFindings.push({ Id, ProductArn });
    else {
      const FindingIdentifier = { Id, ProductArn };
      output.UnprocessedFindings.push({
        FindingIdentifier,
        ErrorCode: code,
        ErrorMessage: UNPROCESSED[code],
      });
    }
  }
  return output;
}
