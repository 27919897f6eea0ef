import { ServiceError } from '../errors.js';
import { OPERATIONS, type OperationName } from './generated/operations.js';

export interface Route {
  operation: OperationName;
  /** Path labels by their names in the template, decoded. */
  labels: Readonly<Record<string, string>>;
}

interface Template {
  operation: OperationName;
  segments: readonly Segment[];
}

type Segment = { literal: string } | { label: string; greedy: boolean };

const BY_METHOD = new Map<string, Template[]>();
for (const [operation, { method, path }] of entries()) {
  const templates = BY_METHOD.get(method) ?? [];
  templates.push({ operation, segments: path.split('/').slice(1).map(segmentOf) });
  BY_METHOD.set(method, templates);
}
// The more literal template wins: /findings/import before /findings/{Id}.
for (const templates of BY_METHOD.values()) {
  templates.sort((a, b) => specificity(b.segments) - specificity(a.segments));
}

/**
 * Finds the operation of a request by the paths of the service model.
 *
 * @param path as received, still percent-encoded, without the query
 * @throws ServiceError UnknownOperationException
 */
export function route(method: string, path: string): Route {
  const parts = path.split('/').slice(1);
  for (const { operation, segments } of BY_METHOD.get(method) ?? []) {
    const labels = match(segments, parts);
    if (labels !== undefined) return { operation, labels };
  }
  throw new ServiceError('UnknownOperationException', `There is no operation at ${method} and this path.`);
}

function match(segments: readonly Segment[], parts: readonly string[]): Record<string, string> | undefined {
  const labels: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const part = parts[index];
    if (part === undefined || part === '') return undefined;
    if ('literal' in segment) {
      if (segment.literal !== part) return undefined;
      continue;
    }
    const value = decode(segment.greedy ? parts.slice(index).join('/') : part);
    if (value === undefined) return undefined;
    labels[segment.label] = value;
    if (segment.greedy) return labels;
  }
  return segments.length === parts.length ? labels : undefined;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function segmentOf(text: string): Segment {
  const label = /^\{(\w+)(\+?)\}$/.exec(text);
  return label?.[1] ? { label: label[1], greedy: label[2] === '+' } : { literal: text };
}

function specificity(segments: readonly Segment[]): number {
  return segments.filter((segment) => 'literal' in segment).length;
}

function entries(): [OperationName, (typeof OPERATIONS)[OperationName]][] {
  // The keys of this constant are its type's; Object.entries forgets that.
  return Object.entries(OPERATIONS) as [OperationName, (typeof OPERATIONS)[OperationName]][];
}
