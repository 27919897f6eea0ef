import type { AwsSecurityFinding } from '@docket/asff';
import { applyRules, type RuleSet } from '../../findings/automation.js';
import { FindingDocument } from '../../findings/document.js';
import { type Current, decideImport, instantOf } from '../../findings/import.js';
import { promote } from '../../findings/promote.js';
import type { FindingKey, FindingWrite, HistoryEntry, StoredFinding } from '../../store/findings.js';
import { automationRules } from '../automation.js';
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

/** What became of the entries of one finding. */
export interface ImportOutcome extends ImportCounts {
  key: FindingKey;
}

/**
 * Decides and stores a batch. When this resolves, everything that was accepted is on disk.
 *
 * @returns what became of each finding; together the counts are as many as were accepted
 */
export async function storeFindings(
  accepted: readonly Accepted[],
  context: Context,
): Promise<readonly ImportOutcome[]> {
  const groups = byIdentity(accepted, context.caller.region);
  const keys = groups.map(({ key }) => key);
  const rules = await automationRules(
    keys.map(({ account }) => account),
    context,
  );
  return commitWithRetry(context.store.findings, keys, (stored) => {
    const outcomes: ImportOutcome[] = [];
    const writes = groups.flatMap((group, index) => {
      const outcome: ImportOutcome = { key: group.key, created: 0, updated: 0, ignored: 0 };
      outcomes.push(outcome);
      return decideGroup(group, stored[index], rules.get(group.key.account), context, outcome);
    });
    return { writes, result: outcomes };
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
  rules: RuleSet | undefined,
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
    if (rules !== undefined) {
      const { next, effects } = applyRules(current, rules, now);
      current = next;
      for (const { arn, changes } of effects) history.push(ruleEntry(arn, changes, now));
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

/** The service has no source of its own for rules: they do what a customer's update does. */
const ruleEntry = (arn: string, updates: HistoryEntry['updates'], time: string): HistoryEntry => ({
  ...{ time, source: 'BATCH_UPDATE_FINDINGS' as const, identity: arn, created: false, updates },
});
