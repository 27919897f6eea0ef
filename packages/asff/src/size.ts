import { isDeepStrictEqual } from 'node:util';
import type { AwsSecurityFinding } from './generated/types.js';
import { MAX_FINDING_BYTES } from './limits.js';
import { isObject } from './schema/json-schema.js';

type Members = Record<string, unknown>;

/** What the service writes into a finding, and what customers own in it: not what its provider sent. */
const NOT_THE_PROVIDERS: ReadonlySet<string> = new Set([
  'ProcessedAt',
  'Region',
  'ProductName',
  'CompanyName',
  'RecordState',
  'Workflow',
  'WorkflowState',
  'Note',
  'UserDefinedFields',
  'VerificationState',
]);

const SERVICE_FIELDS = 'aws/securityhub/';

/** No finding that the service returned is larger, whatever was added to it. */
const MAX_RETURNED_BYTES = 4 * MAX_FINDING_BYTES;

/**
 * True if the finding is larger than the 240 KB that one may have.
 *
 * @param finding a JSON value whose nesting is bounded
 * @param bytes the UTF-8 length of its compact JSON, if known: then it is not measured
 */
export function isTooLarge(finding: Members, bytes?: number): boolean {
  if (bytes !== undefined && bytes <= MAX_FINDING_BYTES) return false;
  if (upperBound(finding) <= MAX_FINDING_BYTES) return false;
  const whole = Buffer.byteLength(JSON.stringify(finding));
  if (whole <= MAX_FINDING_BYTES) return false;
  return whole > MAX_RETURNED_BYTES || findingSize(finding) > MAX_FINDING_BYTES;
}

/** Of a number or literal in JSON, and of the quotes and punctuation around a value. */
const PLAIN_BYTES = 25;
/** Of one UTF-16 unit of a string in JSON, escaped at worst. */
const UNIT_BYTES = 6;

/** More bytes than a JSON value can have, without writing it: findings are small, so that this is all that most need. */
function upperBound(value: unknown): number {
  if (typeof value === 'string') return value.length * UNIT_BYTES + PLAIN_BYTES;
  if (typeof value !== 'object' || value === null) return PLAIN_BYTES;
  let bytes = PLAIN_BYTES;
  if (Array.isArray(value)) for (const item of value) bytes += upperBound(item);
  else for (const [name, item] of Object.entries(value)) bytes += name.length * UNIT_BYTES + upperBound(item);
  return bytes;
}

/**
 * The bytes of a finding that count towards its limit: UTF-8, compact JSON.
 *
 * A finding that the service returned (its `aws/securityhub/FindingId` is its ProductArn, a slash and its Id) is measured
 * without what was added to it since its provider sent it, so that whatever was accepted once can be exported and
 * imported again: ProcessedAt, Region, ProductName, CompanyName, RecordState, Workflow, WorkflowState, the service's
 * product fields, the half of the severity that the service completes, the members of FindingProviderFields that say
 * what their top-level twins say, and the customer's Note, UserDefinedFields and VerificationState.
 */
export function findingSize(finding: AwsSecurityFinding | Members): number {
  const members: Members = { ...finding };
  return Buffer.byteLength(JSON.stringify(wasReturned(members) ? asSent(members) : members));
}

function wasReturned({ ProductArn, Id, ProductFields }: Members): boolean {
  return isObject(ProductFields) && ProductFields[`${SERVICE_FIELDS}FindingId`] === `${ProductArn}/${Id}`;
}

function asSent(finding: Members): Members {
  const { ProductFields, FindingProviderFields, Severity } = finding;
  const sent: Members = omit(finding, (name) => NOT_THE_PROVIDERS.has(name));
  if (isObject(ProductFields)) {
    sent.ProductFields = unlessEmpty(omit(ProductFields, (key) => key.startsWith(SERVICE_FIELDS)));
  }
  if (isObject(Severity) && Severity.Label !== undefined && Severity.Normalized !== undefined) {
    sent.Severity = omit(Severity, (name) => name === 'Label' || name === 'Normalized');
  }
  if (isObject(FindingProviderFields)) {
    sent.FindingProviderFields = unlessEmpty(
      omit(FindingProviderFields, (name, value) => says(finding[name], value)),
    );
  }
  return sent;
}

/** True if the top-level attribute says all that the provider's does; its severity has no number of its own. */
const says = (top: unknown, provider: unknown): boolean =>
  isObject(top) && isObject(provider)
    ? Object.entries(provider).every(([name, value]) => isDeepStrictEqual(top[name], value))
    : isDeepStrictEqual(top, provider);

/** Nothing, if there is nothing in it: its provider may have left it out. */
const unlessEmpty = (members: Members): Members | undefined =>
  Object.keys(members).length === 0 ? undefined : members;

/** A copy without some members. Names that come from input become own properties, whatever they are. */
const omit = (members: Members, drop: (name: string, value: unknown) => boolean): Members =>
  Object.fromEntries(Object.entries(members).filter(([name, value]) => !drop(name, value)));
