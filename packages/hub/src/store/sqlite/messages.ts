/**
 * How batches travel between threads: flat arrays of primitives. Copying an object between threads copies the names
 * of its members with it, every time, which costs more than writing the finding.
 */
import type { FindingKey, FindingWrite, StoredFinding } from '../findings.js';
import { findingDigest } from '../findings-key.js';

/** account, digest */
export type PackedKey = [account: string, digest: string];

/** What a lookup found of a key; null for nothing. */
export type PackedFinding =
  | [revision: number, customerSet: number, updatedAt: string, document: string]
  | null;

export type PackedWrite = [
  account: string,
  digest: string,
  expected: number,
  customerSet: number,
  region: string,
  productArn: string,
  id: string,
  productName: string | null,
  severityLabel: string | null,
  recordState: string | null,
  workflowStatus: string | null,
  updatedAt: string,
  document: string,
  ...history: PackedHistory[],
];

/** Updates are JSON text, `[["Title","old","new"],…]` with null for a value that is absent; empty for none. */
export type PackedHistory = [time: string, source: string, identity: string, created: 0 | 1, updates: string];

export const packKey = (key: FindingKey): PackedKey => [key.account, findingDigest(key)];

export function unpackFinding(key: FindingKey, found: PackedFinding): StoredFinding | undefined {
  if (found === null) return undefined;
  const [revision, customerSet, updatedAt, document] = found;
  return { key, revision, customerSet, updatedAt, document };
}

export function packWrite({
  key,
  attributes: a,
  expected,
  customerSet,
  document,
  history,
}: FindingWrite): PackedWrite {
  return [
    ...packKey(key),
    expected,
    customerSet,
    key.region,
    key.productArn,
    key.id,
    a.productName,
    a.severityLabel,
    a.recordState,
    a.workflowStatus,
    a.updatedAt,
    document,
    ...history.map(({ time, source, identity, created, updates }): PackedHistory => {
      return [time, source, identity, created ? 1 : 0, packUpdates(updates)];
    }),
  ];
}

/** The values are JSON text already, so they are put together rather than written again. */
function packUpdates(updates: FindingWrite['history'][number]['updates']): string {
  if (updates.length === 0) return '';
  const rows = updates.map(
    (update) => `[${JSON.stringify(update.field)},${update.old ?? null},${update.new ?? null}]`,
  );
  return `[${rows.join(',')}]`;
}
