import * as sdk from '@aws-sdk/client-securityhub';

/** Docket offers no standards, so that none can be enabled. */
const ALWAYS_EMPTY = new Set(['GetEnabledStandards.StandardsSubscriptions']);

/**
 * What is wrong with an answer, given the one that the documentation shows: every documented member must be there with
 * a value of the documented kind (a list's elements are held to the documented list's first), and every member must be
 * one that the service's model knows.
 *
 * @param {string} operation
 * @param {unknown} documented
 * @param {unknown} answered
 * @returns {string[]}
 */
export function shapeFaults(operation, documented, answered) {
  return [
    ...documentedFaults(operation, documented, answered),
    ...modelFaults(operation, output(operation), answered),
  ];
}

/**
 * @param {string} where
 * @param {unknown} documented
 * @param {unknown} answered
 * @returns {string[]}
 */
function documentedFaults(where, documented, answered) {
  if (kind(documented) !== kind(answered))
    return [`${where} is ${kind(answered)}, documented as ${kind(documented)}`];
  if (Array.isArray(documented) && Array.isArray(answered)) {
    if (documented.length > 0 && answered.length === 0 && !ALWAYS_EMPTY.has(where))
      return [`${where} is empty`];
    return answered.flatMap((item, at) => documentedFaults(`${where}[${at}]`, documented[0], item));
  }
  if (kind(documented) !== 'object') return [];
  return Object.entries(Object(documented)).flatMap(([name, value]) =>
    documentedFaults(`${where}.${name}`, value, Object(answered)[name]),
  );
}

/** @param {unknown} value */
function kind(value) {
  if (Array.isArray(value)) return 'array';
  return value === null ? 'null' : typeof value;
}

/**
 * The static schema of an operation's output. The SDK's schemas are nested tuples: see below.
 *
 * @param {string} operation
 */
const output = (operation) => Reflect.get(sdk, `${operation}$`)[5]();

/**
 * Numbers are simple kinds (0 text, 1 number, 2 truth), plus 64 for a list and 128 for a map of that kind; tuples begin
 * with 1 for a list, 2 for a map and 3 for a structure (members at 4, their schemas at 5); functions are references.
 *
 * @param {string} where
 * @param {any} schema
 * @param {unknown} value
 * @returns {string[]}
 */
function modelFaults(where, schema, value) {
  if (typeof schema === 'function') return modelFaults(where, schema(), value);
  if (typeof schema === 'number') return simpleFaults(where, schema, value);
  if (!Array.isArray(schema)) return [];
  const [type] = schema;
  if (typeof type !== 'number') return modelFaults(where, type, value);
  if (type === 0) return modelFaults(where, schema[4], value);
  if (type === 1) {
    if (!Array.isArray(value)) return [`${where} is not a list`];
    return value.flatMap((item, at) => modelFaults(`${where}[${at}]`, schema[4], item));
  }
  if (kind(value) !== 'object') return [`${where} is not an object`];
  if (type === 2)
    return Object.entries(Object(value)).flatMap(([key, item]) =>
      modelFaults(`${where}.${key}`, schema[5], item),
    );
  return Object.entries(Object(value)).flatMap(([name, item]) => {
    const at = schema[4].indexOf(name);
    return at < 0
      ? [`${where}.${name} is not in the model`]
      : modelFaults(`${where}.${name}`, schema[5][at], item);
  });
}

/**
 * @param {string} where
 * @param {number} schema
 * @param {unknown} value
 * @returns {string[]}
 */
function simpleFaults(where, schema, value) {
  if (schema >= 128) {
    if (kind(value) !== 'object') return [`${where} is not a map`];
    return Object.entries(Object(value)).flatMap(([key, item]) =>
      simpleFaults(`${where}.${key}`, schema - 128, item),
    );
  }
  if (schema >= 64) {
    if (!Array.isArray(value)) return [`${where} is not a list`];
    return value.flatMap((item, at) => simpleFaults(`${where}[${at}]`, schema - 64, item));
  }
  const wanted = { 0: 'string', 1: 'number', 2: 'boolean' }[schema];
  return wanted === undefined || kind(value) === wanted
    ? []
    : [`${where} is ${kind(value)}, in the model ${wanted}`];
}
