import { invalidInput, ServiceError } from '../errors.js';
import type { Condition, StringAttribute, StringMatch } from '../store/findings.js';
import { checkFilters } from '../wire/check.js';
import { toInstant } from './instant.js';

/** The attributes that can be filtered by, so far, and where the store keeps them. */
const STRINGS = new Map<string, StringAttribute>([
  ['Id', 'id'],
  ['ProductArn', 'productArn'],
  ['ProductName', 'productName'],
  ['AwsAccountId', 'account'],
  ['Region', 'region'],
  ['SeverityLabel', 'severityLabel'],
  ['RecordState', 'recordState'],
  ['WorkflowStatus', 'workflowStatus'],
]);

const POSITIVE: ReadonlySet<string> = new Set(['EQUALS', 'PREFIX']);
const NEGATIVE: ReadonlySet<string> = new Set(['NOT_EQUALS', 'PREFIX_NOT_EQUALS']);
const DAY_MS = 86_400_000;
const FIRST_MS = Date.parse('0000-01-01T00:00:00Z');
const LAST_MS = Date.parse('9999-12-31T23:59:59.999Z');

/**
 * Reads AwsSecurityFindingFilters: AND between attributes; within one, positive comparisons are ORed and negative
 * ones ANDed, as the service's documentation says.
 *
 * @param now what relative dates count from
 * @throws ServiceError InvalidInputException for a bad filter, NotImplemented for an attribute that is not built yet
 */
export function parseFilters(filters: unknown, now: Date): Condition[] {
  return Object.entries(checkFilters(filters)).map(([name, values]) => {
    if (name === 'UpdatedAt') {
      const anyOf = values.map((value, index) => range(value, `${name}[${index}]`, now));
      return { kind: 'time', attribute: 'updatedAt', anyOf };
    }
    const attribute = STRINGS.get(name);
    if (attribute === undefined) {
      throw new ServiceError('NotImplemented', `Docket does not filter by ${name} yet.`);
    }
    return stringCondition(name, attribute, values);
  });
}

type FilterValue = Readonly<Record<string, unknown>>;

function stringCondition(
  name: string,
  attribute: StringAttribute,
  values: readonly FilterValue[],
): Condition {
  const matches = values.map((value): StringMatch => {
    const { Comparison: comparison = 'EQUALS', Value: text = '' } = value;
    if (!isComparison(comparison) || typeof text !== 'string') {
      throw new ServiceError(
        'NotImplemented',
        `Docket does not compare ${name} by ${String(comparison)} yet.`,
      );
    }
    return { comparison, value: text };
  });
  const anyOf = matches.filter(({ comparison }) => POSITIVE.has(comparison));
  const noneOf = matches.filter(({ comparison }) => NEGATIVE.has(comparison));
  if (noneOf.length > 0 && anyOf.some(({ comparison }) => comparison === 'EQUALS')) {
    throw invalidInput(
      `Invalid Filters in the input: data.${name} should NOT have EQUALS together with NOT_EQUALS or PREFIX_NOT_EQUALS`,
    );
  }
  return { kind: 'string', attribute, anyOf, noneOf };
}

function isComparison(value: unknown): value is StringMatch['comparison'] {
  return typeof value === 'string' && (POSITIVE.has(value) || NEGATIVE.has(value));
}

/** @param path of the value, for messages */
function range(value: FilterValue, path: string, now: Date): { from?: string; to?: string } {
  const { Start, End, DateRange } = value;
  if (typeof DateRange === 'object' && DateRange !== null) {
    const { Value: days, Comparison = 'WITHIN' } = { Value: 0, ...DateRange } as FilterValue;
    const limit = daysBefore(now, Number(days));
    return Comparison === 'OLDER_THAN' ? { to: limit } : { from: limit };
  }
  const from = typeof Start === 'string' ? instantOf(`${path}.Start`, Start) : undefined;
  const to = typeof End === 'string' ? instantOf(`${path}.End`, End) : undefined;
  return { ...(from && { from }), ...(to && { to }) };
}

/** A range that reaches further than calendars do ends where they end. */
function daysBefore(now: Date, days: number): string {
  const time = Math.max(FIRST_MS, Math.min(LAST_MS, now.getTime() - days * DAY_MS));
  return toInstant(new Date(time).toISOString()) ?? '';
}

function instantOf(path: string, text: string): string {
  const instant = toInstant(text);
  if (instant === undefined)
    throw invalidInput(`Invalid Filters in the input: data.${path} should be a date`);
  return instant;
}
