import { compileSchema, type JsonSchema, renderViolation, type Validate, type Violation } from '@docket/asff';
import { invalidInput } from '../errors.js';
import type { OperationInputs, OperationName } from './generated/operations.js';
import { REQUESTS } from './generated/requests.js';
import { LIMITED_DEFINITIONS, LIMITED_FILTERS } from './limits.js';
import { prune } from './prune.js';

/** Compiled when first asked for: most hubs are asked for few operations. */
const compiled = new Map<JsonSchema, Validate>();

function validate(schema: JsonSchema, value: unknown): Violation[] {
  let check = compiled.get(schema);
  if (check === undefined) {
    check = compileSchema(schema, { definitions: schema.definitions ?? LIMITED_DEFINITIONS });
    compiled.set(schema, check);
  }
  return check(value);
}

/**
 * Checks an operation's input against the shapes of the service model and the limits of its members.
 *
 * @returns the value, which now has the type, without the members that the model does not know
 * @throws ServiceError InvalidInputException for the first violation, in the service's words where they are known
 */
export function checkInput<Name extends OperationName>(
  name: Name,
  input: Record<string, unknown>,
): OperationInputs[Name] {
  const [violation] = validate(REQUESTS[name], input);
  if (violation) throw invalidInput(wordRequest(violation));
  // The one place where a request gets its type: the schema it passed is made from the same model as the type.
  return prune(REQUESTS[name], input, LIMITED_DEFINITIONS) as OperationInputs[Name];
}

/** AwsSecurityFindingFilters whose members have the model's types: attribute → list of filter values. */
export type CheckedFilters = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

/**
 * Checks filters against their shapes.
 *
 * @throws ServiceError InvalidInputException, in the service's words
 */
export function checkFilters(filters: unknown): CheckedFilters {
  const [violation] = validate(LIMITED_FILTERS, filters);
  if (violation) throw invalidInput(`Invalid Filters in the input: ${renderViolation(violation)}`);
  // As above: every member of the checked shape is a list of structures.
  return filters as CheckedFilters;
}

/** Size and range are worded as the service does; for the rest only the beginning is known. */
function wordRequest(violation: Violation): string {
  const { keyword, limit = '', actual = '' } = violation;
  const parameter = `Invalid parameter '${violation.path.replace(/^data\.?/, '')}'.`;
  switch (keyword) {
    case 'maxItems':
    case 'maxLength':
    case 'maxProperties':
      return `${parameter} Size '${actual}' is greater than maximum value: ${limit}.`;
    case 'minItems':
    case 'minLength':
    case 'minProperties':
      return `${parameter} Size '${actual}' is less than minimum value: ${limit}.`;
    case 'maximum':
      return `${parameter} '${actual}' is greater than maximum value: ${limit}.`;
    case 'minimum':
      return `${parameter} '${actual}' is less than minimum value: ${limit}.`;
    case 'required':
      return `Invalid parameter '${[...violation.segments, limit].join('.')}'. A value is required.`;
    default:
      return `${parameter} It ${violation.message}.`;
  }
}
