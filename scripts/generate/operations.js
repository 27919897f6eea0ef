import { reach, shapeOf } from './model.js';
import { enumerations, interfaces, typeName } from './types.js';

/** @typedef {import('./model.js').Model} Model */
/** @typedef {import('./model.js').Operation} Operation */
/** @typedef {import('./model.js').Shape} Shape */
/** @typedef {import('./model.js').Member} Member */

/**
 * Members of requests that the operations check themselves, in words of their own.
 *
 * @param {Shape} shape
 * @param {Member} member
 */
export const leftToOperation = (shape, member) =>
  member.name === 'Filters' ||
  member.name === 'Criteria' ||
  (shape.name === 'BatchImportFindingsRequest' && member.name === 'Findings');

/**
 * @param {Model} model
 * @param {Operation} operation
 */
function binding(model, operation) {
  const { members } = shapeOf(model, operation.input);
  const field = (/** @type {Member} */ member) =>
    `{ member: '${member.name}', name: '${member.query ?? member.name}', type: '${wireType(member)}' }`;
  const list = (/** @type {string[]} */ items) => `[${items.join(', ')}]`;
  const body = members.filter((member) => !member.label && member.query === undefined);
  return [
    `  ${operation.name}: {`,
    `    method: '${operation.method}',`,
    `    path: '${operation.path}',`,
    `    status: ${operation.status},`,
    `    labels: ${list(members.filter((member) => member.label).map(field))},`,
    `    query: ${list(members.filter((member) => member.query !== undefined).map(field))},`,
    `    body: ${list(body.map((member) => `'${member.name}'`))},`,
    '  },',
  ].join('\n');
}

/** @param {Member} member */
function wireType(member) {
  const { type } = member;
  if (type.kind === 'list' && (type.of.kind === 'string' || type.of.kind === 'enum')) return 'strings';
  if (type.kind === 'string' || type.kind === 'enum') return 'string';
  if (type.kind === 'number') return 'integer';
  if (type.kind === 'boolean') return 'boolean';
  throw new Error(`${member.name}: a ${type.kind} in a path or query`);
}

/**
 * The bindings of all operations to HTTP, and the types of what they take and give.
 *
 * @param {Model} model
 * @param {string} header
 */
export function operationBindings(model, header) {
  const { operations } = model;
  const inputs = reach(
    model,
    operations.map((operation) => operation.input),
    (shape, member) => !leftToOperation(shape, member),
  );
  const outputs = reach(
    model,
    operations.map((operation) => operation.output),
  );
  const finding = reach(model, ['AwsSecurityFinding']);
  const own = (/** @type {Set<string>} */ names) => [...names].filter((name) => !finding.shapes.has(name));
  for (const name of inputs.shapes) {
    const clash =
      outputs.shapes.has(name) &&
      shapeOf(model, name).members.some((one) => leftToOperation(shapeOf(model, name), one));
    if (clash)
      throw new Error(`${name} is both taken and given, with a member that is left to the operation`);
  }
  const filters = reach(model, ['AwsSecurityFindingFilters']);
  const shapes = new Set([...own(inputs.shapes), ...own(outputs.shapes), ...own(filters.shapes)]);
  const enums = new Set([...inputs.enums, ...outputs.enums, ...filters.enums]);
  const text = interfaces(
    model,
    shapes,
    (shape, member) => inputs.shapes.has(shape.name) && leftToOperation(shape, member),
  );
  const imported = [...finding.shapes, ...finding.enums]
    .map(typeName)
    .filter((name) => new RegExp(`(?:: |[|(] )${name}\\b`).test(text))
    .sort();
  const ownEnums = [...enums].filter((name) => !finding.enums.has(name));
  const map = (/** @type {string} */ name, /** @type {(operation: Operation) => string} */ shape) =>
    `export interface ${name} {\n${operations.map((one) => `  ${one.name}: ${typeName(shape(one))};`).join('\n')}\n}\n`;
  return [
    header,
    `import type {\n${imported.map((name) => `  ${name},`).join('\n')}\n} from '@docket/asff';\n`,
    BINDING_TYPES,
    `export type OperationName = keyof OperationInputs;\n`,
    `export const OPERATIONS: { readonly [Name in OperationName]: OperationBinding } = {\n${operations.map((one) => binding(model, one)).join('\n')}\n};\n`,
    INPUTS_COMMENT + map('OperationInputs', (one) => one.input),
    map('OperationOutputs', (one) => one.output),
    `${enumerations(model, ownEnums)}\n`,
    text,
  ].join('\n');
}

const BINDING_TYPES = `/** One member that travels in the path or in the query. \`strings\` may be given several times. */
export interface BoundMember {
  readonly member: string;
  /** Its name in the path template or the query. */
  readonly name: string;
  readonly type: 'string' | 'integer' | 'boolean' | 'strings';
}

export interface OperationBinding {
  readonly method: string;
  /** With \`{Label}\` for one segment and \`{Label+}\` for one or more. */
  readonly path: string;
  /** Of a successful answer. */
  readonly status: number;
  readonly labels: readonly BoundMember[];
  readonly query: readonly BoundMember[];
  /** Members that travel in the JSON body. */
  readonly body: readonly string[];
}
`;

const INPUTS_COMMENT = `/**
 * What each operation takes. \`Findings\` of BatchImportFindings and every \`Filters\` and \`Criteria\` are \`unknown\`:
 * the check of a request leaves them alone, because their operations refuse them in words of their own.
 */
`;
