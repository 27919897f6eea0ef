import { findingSchema, type JsonSchema } from '@docket/asff';
import { invalidInput } from '../errors.js';

/** A path into a finding, as a column of a table shows it. */
export interface Column {
  /** As it was asked for: `Severity.Label`, `Resources.Tags.owner`. */
  readonly name: string;
  /** Members and keys from the finding inwards; a list on the way means each of its items. */
  readonly path: readonly string[];
}

/** What most people want to see of a finding in a table. */
const DEFAULT_COLUMNS = [
  'Id',
  'Title',
  'Severity.Label',
  'Workflow.Status',
  'RecordState',
  'Compliance.Status',
  'ProductName',
  'AwsAccountId',
  'Region',
  'Resources.Type',
  'Resources.Id',
  'Types',
  'GeneratorId',
  'FirstObservedAt',
  'LastObservedAt',
  'CreatedAt',
  'UpdatedAt',
  'VerificationState',
  'Note.Text',
  'Remediation.Recommendation.Text',
  'Remediation.Recommendation.Url',
  'ProductArn',
];

const MAX_COLUMNS = 200;
const MAX_NAME_LENGTH = 512;

/** Read when the first table is asked for. */
let schema: JsonSchema | undefined;

/**
 * The columns of a table, of which each must be a path that the finding format knows. A path through a map, such as
 * `ProductFields.aws/securityhub/FindingId`, names the key with all that follows the map's name.
 *
 * @param names undefined for those that most people want
 * @throws ServiceError InvalidInputException
 */
export function readColumns(names: readonly string[] = DEFAULT_COLUMNS): Column[] {
  if (names.length === 0 || names.length > MAX_COLUMNS) {
    throw invalidInput(`Columns must be a list of 1 to ${MAX_COLUMNS}`);
  }
  return names.map((name) => {
    schema ??= findingSchema();
    const path = name.length > MAX_NAME_LENGTH ? undefined : pathOf(schema, schema, name);
    if (path === undefined) throw unknownColumn(name);
    return { name, path };
  });
}

function unknownColumn(name: string): Error {
  const shown = name.length > MAX_NAME_LENGTH ? `${name.slice(0, MAX_NAME_LENGTH)}…` : name;
  return invalidInput(
    `Unknown column ${JSON.stringify(shown)}: expected a path into a finding, such as Severity.Label`,
  );
}

/** The members and keys that a dotted path goes through; undefined if the format has no such path. */
function pathOf(root: JsonSchema, at: JsonSchema, text: string): string[] | undefined {
  const { $ref, items, properties, additionalProperties } = at;
  if ($ref !== undefined) {
    const target = root.definitions?.[$ref.replace('#/definitions/', '')];
    return target && pathOf(root, target, text);
  }
  if (items !== undefined) return pathOf(root, items, text);
  if (properties === undefined) {
    return typeof additionalProperties === 'object' && text !== '' ? [text] : undefined;
  }
  const dot = text.indexOf('.');
  const name = dot < 0 ? text : text.slice(0, dot);
  const member = Object.hasOwn(properties, name) ? properties[name] : undefined;
  if (member === undefined) return undefined;
  const rest = dot < 0 ? [] : pathOf(root, member, text.slice(dot + 1));
  return rest && [name, ...rest];
}

type Scalar = string | number | boolean;

/** No program takes it for the end of a cell, unlike comma, semicolon and tab. */
const JOINER = ' | ';

/**
 * What a column shows of a finding: the only value as it is, several as one text, structures as JSON. Nothing for what
 * is absent.
 */
export function cellOf({ path }: Column, finding: unknown): Scalar | undefined {
  return valueAt(finding, path, 0);
}

function valueAt(start: unknown, path: readonly string[], depth: number): Scalar | undefined {
  let value = start;
  for (let at = depth; ; at += 1) {
    if (Array.isArray(value)) return joined(value, path, at);
    const step = path[at];
    if (step === undefined) return textOf(value);
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = Reflect.get(value, step);
  }
}

function joined(items: readonly unknown[], path: readonly string[], depth: number): Scalar | undefined {
  if (items.length === 1) return valueAt(items[0], path, depth);
  const values = items.flatMap((item) => valueAt(item, path, depth) ?? []);
  return values.length > 1 ? values.join(JOINER) : values[0];
}

function textOf(value: unknown): Scalar | undefined {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return value === null ? undefined : JSON.stringify(value);
}
