import * as sdk from '@aws-sdk/client-securityhub';
import { enumOf, readDeclarations } from './declarations.js';

/**
 * The service model, read from the static schemas that the SDK ships. Their encoding (of the Smithy schema tuples):
 * a simple type is a number; `64 | n` is a list and `128 | n` a map of one; `[1, ns, name, traits, element]` a list;
 * `[2, ns, name, traits, key, value]` a map; `[3, …, memberNames, memberSchemas, n]` a structure whose first n members are
 * required, `[4, …]` a union, `[-3, …]` an error; `[9, ns, name, {http}, input, output]` an operation.
 * A member may be `[schema, traits]`, where traits is an object or a bit set; a schema may be a function that gives it.
 *
 * @typedef {{kind: 'string' | 'number' | 'boolean' | 'timestamp' | 'document'}
 *   | {kind: 'enum', name: string}
 *   | {kind: 'list', of: Type}
 *   | {kind: 'map', of: Type}
 *   | {kind: 'shape', name: string}} Type
 * @typedef {{name: string, type: Type, required: boolean, label: boolean, query?: string}} Member
 * @typedef {{name: string, kind: 'structure' | 'union', members: Member[]}} Shape
 * @typedef {{name: string, method: string, path: string, status: number, input: string, output: string}} Operation
 * @typedef {object} Model
 * @property {Map<string, Shape>} shapes
 * @property {Map<string, string[]>} enums
 * @property {Operation[]} operations sorted by name
 */

const LIST = 64;
const MAP = 128;
const HTTP_LABEL = 1;
/** @type {Record<number, Type['kind'] & ('string' | 'number' | 'boolean' | 'timestamp' | 'document')>} */
const SIMPLE = { 0: 'string', 1: 'number', 2: 'boolean', 4: 'timestamp', 5: 'timestamp', 15: 'document' };

/** @returns {Model} Throws on anything in the schemas that it does not know, so that a new SDK cannot change us silently. */
export function readModel() {
  const declarations = readDeclarations();
  /** @type {Model} */
  const model = { shapes: new Map(), enums: declarations.enums, operations: [] };
  for (const [name, schema] of Object.entries(sdk)) {
    if (!name.endsWith('$') || !Array.isArray(schema) || schema[0] !== 9) continue;
    const [, , operation, traits, input, output] = schema;
    const [method, path, status] = traits.http;
    const shapes = [input, output].map((one) => readShape(one, model, declarations));
    model.operations.push({
      name: operation,
      method,
      path,
      status,
      input: shapes[0] ?? '',
      output: shapes[1] ?? '',
    });
  }
  model.operations.sort((a, b) => (a.name < b.name ? -1 : 1));
  return model;
}

/**
 * @param {unknown} given
 * @param {Model} model
 * @param {import('./declarations.js').Declarations} declarations
 * @returns {string} the shape's name
 */
function readShape(given, model, declarations) {
  const schema = typeof given === 'function' ? given() : given;
  const [kind, , name, , names, schemas, required = 0] = schema;
  if (kind !== 3 && kind !== 4) throw new Error(`${name}: a shape of kind ${kind}`);
  if (model.shapes.has(name)) return name;
  /** @type {Shape} */
  const shape = { name, kind: kind === 3 ? 'structure' : 'union', members: [] };
  model.shapes.set(name, shape);
  names.forEach((/** @type {string} */ member, /** @type {number} */ index) => {
    const [bare, traits] = withTraits(schemas[index]);
    const type = readType(bare, model, declarations, enumOf(declarations, name, member));
    shape.members.push({
      name: member,
      type,
      required: index < required,
      label: typeof traits === 'number' && (traits & HTTP_LABEL) !== 0,
      ...(typeof traits === 'object' && typeof traits.httpQuery === 'string'
        ? { query: traits.httpQuery }
        : {}),
    });
  });
  if (kind === 3) shape.members = inDeclaredOrder(shape, declarations);
  return name;
}

/**
 * The schemas put required members first; the declarations have kept the order of the model, in which the service
 * writes its answers and we report violations.
 *
 * @param {Shape} shape
 * @param {import('./declarations.js').Declarations} declarations
 * @returns {Member[]}
 */
function inDeclaredOrder(shape, declarations) {
  const order = [...(declarations.members.get(shape.name)?.keys() ?? [])];
  const missing = shape.members.filter((member) => !order.includes(member.name));
  if (missing.length > 0)
    throw new Error(`${shape.name} is declared without ${missing.map((one) => one.name)}`);
  return [...shape.members].sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
}

/**
 * @param {any} schema
 * @returns {[any, any]}
 */
function withTraits(schema) {
  return Array.isArray(schema) && schema.length === 2 ? [schema[0], schema[1]] : [schema, 0];
}

/**
 * @param {any} given
 * @param {Model} model
 * @param {import('./declarations.js').Declarations} declarations
 * @param {string | undefined} enumeration what a string at the bottom of this type is
 * @returns {Type}
 */
function readType(given, model, declarations, enumeration) {
  const [schema] = withTraits(typeof given === 'function' ? given() : given);
  const go = (/** @type {any} */ inner) => readType(inner, model, declarations, enumeration);
  if (typeof schema === 'number') {
    if (schema & LIST) return { kind: 'list', of: go(schema & ~LIST) };
    if (schema & MAP) return { kind: 'map', of: go(schema & ~MAP) };
    const kind = SIMPLE[schema];
    if (kind === undefined) throw new Error(`an unknown simple type ${schema}`);
    return kind === 'string' && enumeration !== undefined ? { kind: 'enum', name: enumeration } : { kind };
  }
  if (schema[0] === 1) return { kind: 'list', of: go(schema[4]) };
  if (schema[0] === 2) return { kind: 'map', of: go(schema[5]) };
  return { kind: 'shape', name: readShape(schema, model, declarations) };
}

/**
 * Names of all shapes and enumerations that the given shapes reach, themselves included.
 *
 * @param {Model} model
 * @param {string[]} from
 * @param {(shape: Shape, member: Member) => boolean} [follow] says which members to follow; all by default
 * @returns {{shapes: Set<string>, enums: Set<string>}}
 */
export function reach(model, from, follow = () => true) {
  const shapes = new Set();
  const enums = new Set();
  const open = [...from];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (shapes.has(name)) continue;
    shapes.add(name);
    const shape = shapeOf(model, name);
    for (const member of shape.members) {
      if (!follow(shape, member)) continue;
      const leaf = leafOf(member.type);
      if (leaf.kind === 'shape') open.push(leaf.name);
      if (leaf.kind === 'enum') enums.add(leaf.name);
    }
  }
  return { shapes, enums };
}

/**
 * @param {Model} model
 * @param {string} name
 * @returns {Shape}
 */
export function shapeOf(model, name) {
  const shape = model.shapes.get(name);
  if (shape === undefined) throw new Error(`no shape ${name}`);
  return shape;
}

/**
 * @param {Type} type
 * @returns {Type}
 */
function leafOf(type) {
  return type.kind === 'list' || type.kind === 'map' ? leafOf(type.of) : type;
}
