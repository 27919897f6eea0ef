import { shapeOf } from './model.js';

/** @typedef {import('./model.js').Model} Model */
/** @typedef {import('./model.js').Type} Type */
/** @typedef {import('./model.js').Shape} Shape */
/** @typedef {import('./model.js').Member} Member */
/** @typedef {import('../../packages/asff/dist/limits.js').Limit} Limit */
/** @typedef {import('../../packages/asff/dist/limits.js').ShapeLimit} ShapeLimit */
/** @typedef {{[keyword: string]: unknown}} Schema */

/**
 * How a set of shapes becomes JSON Schema.
 *
 * @typedef {object} Rules
 * @property {boolean} closed refuse members that the model does not know
 * @property {number} [maxStringLength] of every string without a smaller limit
 * @property {(shape: Shape, member: Member) => Limit | undefined} limit
 * @property {(shape: Shape) => ShapeLimit | undefined} shapeLimit
 * @property {(shape: Shape, member: Member) => boolean} [unchecked] members that anything passes for
 */

/**
 * @param {Model} model
 * @param {string} name
 * @param {Rules} rules
 * @returns {Schema}
 */
export function structureSchema(model, name, rules) {
  const shape = shapeOf(model, name);
  const whole = rules.shapeLimit(shape);
  const required = shape.members
    .filter((member) => member.required && !whole?.optional?.includes(member.name))
    .map((member) => member.name);
  /** @type {Schema} */
  const properties = {};
  for (const member of shape.members) {
    properties[member.name] = rules.unchecked?.(shape, member)
      ? {}
      : typeSchema(model, member.type, rules.limit(shape, member) ?? {}, rules);
  }
  return compact({
    type: 'object',
    required: required.length > 0 ? required : undefined,
    // Of a union exactly one member is there.
    minProperties: shape.kind === 'union' ? 1 : undefined,
    maxProperties: shape.kind === 'union' ? 1 : undefined,
    properties,
    additionalProperties: rules.closed ? false : undefined,
    anyOf: whole?.anyOf?.map((one) => compact({ required: one.required, 'x-silent': one.silent })),
  });
}

/**
 * @param {Model} model
 * @param {Type} type
 * @param {Limit} limit
 * @param {Rules} rules
 * @returns {Schema}
 */
function typeSchema(model, type, limit, rules) {
  switch (type.kind) {
    case 'shape':
      return { $ref: `#/definitions/${type.name}` };
    case 'enum':
      return { type: 'string', enum: model.enums.get(type.name) };
    case 'string':
    case 'timestamp':
      return stringSchema(limit, rules);
    case 'number':
      return compact({
        type: limit.fraction ? 'number' : 'integer',
        minimum: limit.minimum,
        maximum: limit.maximum,
      });
    case 'boolean':
      return { type: 'boolean' };
    case 'document':
      return {};
    case 'list':
      return compact({
        type: 'array',
        minItems: limit.minItems || undefined,
        maxItems: limit.maxItems,
        items: typeSchema(model, type.of, limit.items ?? {}, rules),
        uniqueItems: limit.uniqueItems,
      });
    case 'map':
      return compact({
        type: 'object',
        minProperties: limit.minProperties,
        maxProperties: limit.maxProperties,
        propertyNames: limit.keys,
        additionalProperties: typeSchema(model, type.of, limit.values ?? {}, rules),
        'x-exempt-prefix': limit.exemptPrefix,
      });
  }
}

/**
 * @param {Limit} limit
 * @param {Rules} rules
 * @returns {Schema}
 */
function stringSchema(limit, rules) {
  if (limit.timestamp) return { $ref: '#/definitions/Timestamp' };
  if (limit.enum) return { type: 'string', enum: limit.enum };
  return compact({
    type: 'string',
    minLength: limit.minLength || undefined,
    maxLength: limit.maxLength ?? rules.maxStringLength,
    pattern: limit.pattern,
  });
}

/**
 * Fails if a limit names nothing in the model, or says of a member what its type cannot have.
 *
 * @param {Model} model
 * @param {Set<string>} shapes
 * @param {{[key: string]: Limit}} limits
 */
export function checkLimits(model, shapes, limits) {
  /** @type {{[kind: string]: string[]}} */
  const words = {
    string: ['minLength', 'maxLength', 'pattern', 'enum', 'timestamp'],
    number: ['minimum', 'maximum', 'fraction'],
    list: ['minItems', 'maxItems', 'uniqueItems', 'items'],
    map: ['minProperties', 'maxProperties', 'keys', 'values', 'exemptPrefix'],
  };
  for (const [key, limit] of Object.entries(limits)) {
    const [shape = '', name] = key.split('.');
    const member = shapes.has(shape)
      ? shapeOf(model, shape).members.find((one) => one.name === name)
      : undefined;
    if (member === undefined) throw new Error(`the limit of ${key} is about no member of the model`);
    const wrong = Object.keys(limit).filter((word) => !words[member.type.kind]?.includes(word));
    if (wrong.length > 0) throw new Error(`${key} is a ${member.type.kind}: it has no ${wrong.join(', ')}`);
  }
}

/**
 * @param {Schema} schema
 * @returns {Schema} without the keywords that are undefined
 */
const compact = (schema) =>
  Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== undefined));

/**
 * JSON with short objects and lists on one line, so that a change of one member is a change of one line.
 *
 * @param {unknown} value
 * @param {number} [width]
 * @param {string} [indent]
 * @param {number} [used] characters that precede the value on its line
 * @returns {string}
 */
export function formatJson(value, width = 110, indent = '', used = 0) {
  const flat = spaced(value);
  if (typeof value !== 'object' || value === null || used + flat.length + 1 <= width) return flat;
  const inner = `${indent}  `;
  const lines = Array.isArray(value)
    ? value.map((item) => inner + formatJson(item, width, inner, inner.length))
    : Object.entries(value).map(([key, item]) => {
        const head = `${inner}${JSON.stringify(key)}: `;
        return head + formatJson(item, width, inner, head.length);
      });
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${lines.join(',\n')}\n${indent}${close}`;
}

/**
 * @param {unknown} value
 * @returns {string}
 */
function spaced(value) {
  if (Array.isArray(value)) return `[${value.map(spaced).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${spaced(item)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}
