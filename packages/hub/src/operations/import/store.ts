import type { AwsSecurityFinding } from '@docket/asff';
import { FindingDocument } from '../../findings/document.js';
import { type Current, decideImport, instantOf } from '../../findings/import.js';
import { promote } from '../../findings/promote.js';
import type { FindingKey, FindingWrite, HistoryEntry, StoredFinding } from '../../store/findings.js';
import { commitWithRetry } from '../commit.js';
import type { Context } from '../operation.js';
import type { ImportProduct } from './authorize.js';

/** A finding that passed every check. */
export interface Accepted {
  finding: AwsSecurityFinding;
  product: ImportProduct;
}

export interface ImportCounts {
  created: number;
  updated: number;
  ignored: number;
}

/** Decides and stores a batch. When this resolves, everything that was accepted is on disk. */
export async function storeFindings(accepted: readonly Accepted[], context: Context): Promise<ImportCounts> {
  const groups = byIdentity(accepted, context.caller.region);
  const keys = groups.map(({ key }) => key);
  return commitWithRetry(context.store.findings, keys, (stored) => {
    const counts: ImportCounts = { created: 0, updated: 0, ignored: 0 };
    const writes = groups.flatMap((group, index) => decideGroup(group, stored[index], context, counts));
    return { writes, result: counts };
  });
}

interface Group {
  key: FindingKey;
  entries: Accepted[];
}

/** The same Id may come twice in a batch: its entries apply in order, as one write. */
function byIdentity(accepted: readonly Accepted[], region: string): Group[] {
  const groups = new Map<string, Group>();
  for (const entry of accepted) {
    const { AwsAccountId: account, ProductArn: productArn, Id: id } = entry.finding;
    // Neither accounts nor ARNs hold line breaks.
    const identity = `${account}\n${productArn}\n${id}`;
    const group = groups.get(identity);
    if (group) group.entries.push(entry);
    else groups.set(identity, { key: { account, region, productArn, id }, entries: [entry] });
  }
  return [...groups.values()];
}

function decideGroup(
  { key, entries }: Group,
  stored: StoredFinding | undefined,
  context: Context,
  counts: ImportCounts,
): FindingWrite[] {
  const now = context.now.toISOString();
  const history: HistoryEntry[] = [];
  let current: Current | undefined;
  let written = false;
  for (const { finding, product } of entries) {
    if (stored && !written && instantOf(finding.UpdatedAt) <= stored.updatedAt) {
      // Decided without looking at the document: providers send most findings again unchanged.
      counts.ignored += 1;
      continue;
    }
    if (stored)
      current ??= { document: FindingDocument.stored(stored.document), customerSet: stored.customerSet };
    const decision = decideImport(finding, current, { now, region: key.region, product });
    counts[decision.kind] += 1;
    if (decision.kind === 'ignored') continue;
    current = decision.next;
    written = true;
    const updates = decision.kind === 'updated' ? decision.changes : [];
    // An update that changes nothing but its time leaves no line in the history.
    if (decision.kind === 'created' || updates.length > 0) {
      const created = decision.kind === 'created';
      history.push({
        time: now,
        source: 'BATCH_IMPORT_FINDINGS',
        identity: key.productArn,
        created,
        updates,
      });
    }
  }
  if (!written || current === undefined) return [];
  return [
    {
      key,
      expected: stored?.revision ?? 0,
      document: current.document.toString(),
      customerSet: current.customerSet,
      attributes: promote(current.document),
      history,
    },
  ];
}
