import { hubArn } from '../access/arn.js';
import { invalidInput, ServiceError } from '../errors.js';
import { FindingDocument } from '../findings/document.js';
import { compilePredicate, type Predicate } from '../findings/filter/matches.js';
import { parseFilters } from '../findings/filter/parse.js';
import { applyFilterUpdate, type FilterUpdate } from '../findings/filter-update.js';
import { promote } from '../findings/promote.js';
import type { FindingKey, FindingWrite, StoredFinding } from '../store/findings.js';
import type { OperationInputs, OperationOutputs } from '../wire/generated/operations.js';
import { commitWithRetry } from './commit.js';
import type { Context } from './operation.js';
import { requireHub } from './requireHub.js';
import { syntaxPaths } from './syntax-paths.js';

/** Findings that are read, decided and written at once: what the call holds in memory, however many there are. */
const PAGE = 100;

/**
 * The old update of every finding that a filter selects: a note, the record state, or both. The service's documentation
 * deprecates it for BatchUpdateFindings, and has it leave no trace in the history.
 *
 * A finding is changed if the filter selects it at that moment. A call that fails half-way has changed some of them, and
 * can be made again.
 *
 * @throws ServiceError AccessDeniedException, InvalidAccessException, InvalidInputException; ServiceUnavailableException if
 *   the hub stops before all is done
 */
export async function UpdateFindings(
  input: OperationInputs['UpdateFindings'],
  context: Context,
): Promise<OperationOutputs['UpdateFindings']> {
  const { caller, now, store } = context;
  const { account, region } = caller;
  const { Filters, ...update } = input;
  context.access.authorize(
    caller,
    'securityhub:UpdateFindings',
    hubArn(region, account),
    syntaxPaths(update),
  );
  await requireHub(context);
  const filter = parseFilters(Filters, now);
  if (update.Note === undefined && update.RecordState === undefined) {
    throw invalidInput('Invalid parameter. At least one of Note, RecordState is required.');
  }

  const selects = compilePredicate(filter);
  let after: string | undefined;
  do {
    // By key, which no update changes: findings that the filter selects no longer do not shift the pages.
    const page = await store.findings.find({
      ...{ account, region, filter, sort: [], limit: PAGE },
      ...(after !== undefined && { after }),
    });
    const keys = page.documents.map((document) => keyOf(document, account, region));
    await commitWithRetry(store.findings, keys, (stored) => ({
      writes: stored.flatMap((finding) => updateOne(finding, selects, update, now) ?? []),
      result: undefined,
    }));
    after = page.next;
    if (after !== undefined && context.stopping?.aborted) {
      throw new ServiceError('ServiceUnavailableException', 'The hub is about to stop. Try again.');
    }
  } while (after !== undefined);
  return {};
}

function keyOf(document: string, account: string, region: string): FindingKey {
  const finding = FindingDocument.stored(document);
  return { account, region, productArn: finding.value('ProductArn') ?? '', id: finding.value('Id') ?? '' };
}

/** Decided on what is stored now: since the page was read, a finding may have changed, or gone. */
function updateOne(
  stored: StoredFinding | undefined,
  selects: Predicate,
  update: FilterUpdate,
  now: Date,
): FindingWrite | undefined {
  if (stored === undefined || !selects(JSON.parse(stored.document))) return undefined;
  const before = FindingDocument.stored(stored.document);
  const document = applyFilterUpdate(before, update, now.toISOString());
  if (document === before) return undefined;
  return {
    key: stored.key,
    expected: stored.revision,
    document: document.toString(),
    customerSet: stored.customerSet,
    attributes: promote(document),
    history: [],
  };
}
