import type { FindingDocument } from './document.js';
import { jsonEqual } from './json-equal.js';

/** One changed attribute of a finding; its values as JSON text. */
export interface AttributeChange {
  field: string;
  old?: string;
  new?: string;
}

/** History leaves top-level timestamps out, as the service does: they change with every import. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  'CreatedAt',
  'UpdatedAt',
  'FirstObservedAt',
  'LastObservedAt',
  'ProcessedAt',
]);

/** The top-level attributes in which two versions of a finding differ, in the order of the newer version. */
export function changes(before: FindingDocument, after: FindingDocument): AttributeChange[] {
  if (before === after) return [];
  const found: AttributeChange[] = [];
  for (const field of after.names()) {
    if (LEFT_OUT.has(field)) continue;
    const [previous, text] = [before.text(field), after.text(field)];
    if (previous !== text && !reordered(previous, text)) found.push(change(field, previous, text));
  }
  for (const field of before.names()) {
    if (after.text(field) === undefined && !LEFT_OUT.has(field))
      found.push(change(field, before.text(field), undefined));
  }
  return found;
}

/**
 * Members in another order are no change. Only objects and lists can be reordered, and compact texts of the same value
 * are made of the same characters, which is cheaper to see than to parse both.
 */
function reordered(a: string | undefined, b: string | undefined): boolean {
  if (a === undefined || a.length !== b?.length || a.startsWith('"') || sum(a) !== sum(b)) return false;
  return jsonEqual(JSON.parse(a), JSON.parse(b));
}

function sum(text: string): number {
  let total = 0;
  for (let at = 0; at < text.length; at += 1) total += text.charCodeAt(at);
  return total;
}

const change = (field: string, before: string | undefined, after: string | undefined): AttributeChange => ({
  field,
  ...(before !== undefined && { old: before }),
  ...(after !== undefined && { new: after }),
});
