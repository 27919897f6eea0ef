import { checkLimits, formatJson, structureSchema } from './json-schema.js';
import { reach } from './model.js';
import { leftToOperation } from './operations.js';
import { REQUEST_LIMITS, requestLimit } from './request-limits.js';

/** @typedef {import('./model.js').Model} Model */
/** @typedef {import('./json-schema.js').Rules} Rules */

/** Members that the model does not know are ignored in a request, wherever they are. @type {Rules} */
const REQUEST_RULES = {
  closed: false,
  limit: requestLimit,
  shapeLimit: () => undefined,
  unchecked: leftToOperation,
};

/**
 * Finding filters refuse unknown attributes, and call every number a number (the service says
 * `data.CreatedAt[0].DateRange.Value should be number`).
 *
 * @type {Rules}
 */
const FILTER_RULES = {
  closed: true,
  limit: (_shape, member) => (member.type.kind === 'number' ? { fraction: true } : undefined),
  shapeLimit: () => undefined,
};

const FILTERS = 'AwsSecurityFindingFilters';

/**
 * JSON Schemas of the inputs of all operations, and of the finding filters, as a module.
 *
 * @param {Model} model
 * @param {string} header
 */
export function requestSchemas(model, header) {
  const inputs = new Set(model.operations.map((operation) => operation.input));
  const { shapes } = reach(model, [...inputs], (shape, member) => !leftToOperation(shape, member));
  checkLimits(model, shapes, REQUEST_LIMITS);
  const filters = reach(model, [FILTERS]).shapes;
  const schemas = (/** @type {Iterable<string>} */ names, /** @type {Rules} */ rules) =>
    Object.fromEntries([...names].sort().map((name) => [name, structureSchema(model, name, rules)]));
  const requests = schemas(shapes, REQUEST_RULES);
  const finding = schemas(filters, FILTER_RULES);
  const operations = model.operations.map((one) => `  ${one.name}: { $ref: '#/definitions/${one.input}' },`);
  return [
    header,
    "import type { JsonSchema } from '@docket/asff';",
    "import type { OperationName } from './operations.js';\n",
    '/** Shapes of requests. Members that the model does not know are ignored; those left to operations pass as they are. */',
    `export const REQUEST_DEFINITIONS: Readonly<Record<string, JsonSchema>> = ${formatJson(requests)};\n`,
    "/** Each operation's input, to be compiled together with REQUEST_DEFINITIONS. */",
    `export const REQUESTS: Readonly<Record<OperationName, JsonSchema>> = {\n${operations.join('\n')}\n};\n`,
    '/** The filters of GetFindings, insights and UpdateFindings. */',
    `export const FINDINGS_FILTERS: JsonSchema = ${formatJson({
      $ref: `#/definitions/${FILTERS}`,
      definitions: finding,
    })};\n`,
  ].join('\n');
}
