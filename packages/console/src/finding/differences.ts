import type { HistoryChange } from '../api/history.js';
import { at, isMembers } from '../json.js';

/** Deeper ones stay one value: nobody nests so deep to be read. */
const DEEPEST = 8;

/**
 * A change of an attribute, as people read it: where the service tells JSON objects, the members that are different, each
 * by its path (`Workflow.Status`). Anything else stays as it was told.
 */
export function differences({ field, before, after }: HistoryChange): HistoryChange[] {
  const [was, is] = [objectIn(before), objectIn(after)];
  const isOfObjects = (was ?? before) === was && (is ?? after) === is && (was ?? is) !== undefined;
  return isOfObjects ? between(field, was, is, 0) : [{ field, before, after }];
}

function between(path: string, before: unknown, after: unknown, depth: number): HistoryChange[] {
  const [was, is] = [before, after].map((value) => (isMembers(value) ? value : undefined));
  const isOfObjects = (was ?? before) === was && (is ?? after) === is && depth < DEEPEST;
  if (!isOfObjects) {
    const [old, now] = [textOf(before), textOf(after)];
    return old === now ? [] : [{ field: path, before: old, after: now }];
  }
  const names = new Set([...Object.keys(was ?? {}), ...Object.keys(is ?? {})]);
  return [...names].flatMap((name) => between(`${path}.${name}`, at(was, name), at(is, name), depth + 1));
}

function objectIn(text: string | undefined): unknown {
  if (!text?.startsWith('{')) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : JSON.stringify(value);
