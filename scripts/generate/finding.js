import {
  LIMITS,
  MAX_STRING_LENGTH,
  QUOTED_TIMESTAMP_PATTERN,
  SHAPE_LIMITS,
  TIMESTAMP_PATTERN,
} from '../../packages/asff/dist/limits.js';
import { checkLimits, formatJson, structureSchema } from './json-schema.js';
import { reach, shapeOf } from './model.js';
import { enumerations, interfaces } from './types.js';

/** @typedef {import('./model.js').Model} Model */

const ROOT = 'AwsSecurityFinding';

/**
 * The finding format as TypeScript types.
 *
 * @param {Model} model
 * @param {string} header
 */
export function findingTypes(model, header) {
  const reached = reach(model, [ROOT]);
  const members = shapeOf(model, ROOT).members.map((member) => `  '${member.name}',`);
  return [
    header,
    `/** The members of a finding, in the order of the model. */\nexport const FINDING_MEMBERS = [\n${members.join('\n')}\n] as const;\n`,
    `${enumerations(model, reached.enums)}\n`,
    interfaces(model, reached.shapes),
  ].join('\n');
}

/** @type {import('./json-schema.js').Rules} */
const FINDING_RULES = {
  closed: true,
  maxStringLength: MAX_STRING_LENGTH,
  limit: (shape, member) => LIMITS[`${shape.name}.${member.name}`],
  shapeLimit: (shape) => SHAPE_LIMITS[shape.name],
};

/** A point in time, as messages quote it and as it is checked. */
const TIMESTAMP = {
  type: 'string',
  maxLength: MAX_STRING_LENGTH,
  pattern: TIMESTAMP_PATTERN,
  'x-quoted-pattern': QUOTED_TIMESTAMP_PATTERN,
};

/**
 * The finding format as JSON Schema.
 *
 * @param {Model} model
 */
export function findingSchema(model) {
  const { shapes } = reach(model, [ROOT]);
  checkLimits(model, shapes, LIMITS);
  const names = [...shapes].filter((name) => name !== ROOT).sort();
  return `${formatJson({
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: 'urn:docket:asff:2018-10-08',
    title: 'AWS Security Finding Format',
    ...structureSchema(model, ROOT, FINDING_RULES),
    definitions: {
      Timestamp: TIMESTAMP,
      ...Object.fromEntries(names.map((name) => [name, structureSchema(model, name, FINDING_RULES)])),
    },
  })}\n`;
}
