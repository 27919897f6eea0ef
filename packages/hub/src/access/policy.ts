import type { PolicyDocument, Statement } from './caller.js';
import { asList, fault, type Members, members, oneOf, optional, string, strings } from './policy-checks.js';
import { parseCondition } from './policy-condition.js';

/** IAM's limit for a managed policy, in characters without white space; it also bounds what matching can cost. */
const MAX_CHARACTERS = 6144;
const VERSIONS = ['2012-10-17', '2008-10-17'];
const ACTION = /^(\*|[\w*?-]+:[\w*?]+)$/;
const RESOURCE = /^(\*|arn:.+)$/s;

/**
 * Checks an IAM identity policy that came from outside and brings it into one form: Statement, Action, Resource and
 * condition values as lists. Throws InvalidInputException that names the place of the first fault.
 */
export function parsePolicy(value: unknown): PolicyDocument {
  const document = members(value, 'Policy', ['Version', 'Id', 'Statement']);
  const version = optional(document, 'Version', 'Policy', (text) => oneOf(text, VERSIONS, 'Policy.Version'));
  optional(document, 'Id', 'Policy', string);
  const statements = asList(document.Statement).map((item, i) => parseStatement(item, `Statement[${i}]`));
  if (statements.length === 0) throw fault('Statement', 'must have at least one statement');
  const policy = { ...(version === undefined ? {} : { Version: version }), Statement: statements };
  // Measured on what was read, whose depth is bounded, and not on what was sent.
  if (JSON.stringify(policy).length > MAX_CHARACTERS) {
    throw fault('Policy', `must not be longer than ${MAX_CHARACTERS} characters`);
  }
  return policy;
}

function parseStatement(value: unknown, place: string): Statement {
  const statement = members(value, place, [
    'Sid',
    'Effect',
    'Action',
    'NotAction',
    'Resource',
    'NotResource',
    'Condition',
  ]);
  const sid = optional(statement, 'Sid', place, string);
  const effect = oneOf(statement.Effect, ['Allow', 'Deny'], `${place}.Effect`);
  return {
    ...(sid === undefined ? {} : { Sid: sid }),
    Effect: effect === 'Deny' ? 'Deny' : 'Allow',
    ...eitherList(
      statement,
      place,
      'Action',
      'NotAction',
      ACTION,
      'an action such as securityhub:GetFindings',
    ),
    ...eitherList(statement, place, 'Resource', 'NotResource', RESOURCE, 'an ARN or *'),
    ...(statement.Condition === undefined
      ? {}
      : { Condition: parseCondition(statement.Condition, `${place}.Condition`) }),
  };
}

function eitherList<Included extends string, Excluded extends string>(
  statement: Members,
  place: string,
  included: Included,
  excluded: Excluded,
  form: RegExp,
  what: string,
): Partial<Record<Included | Excluded, readonly string[]>> {
  const name = statement[included] === undefined ? excluded : included;
  if ((statement[included] === undefined) === (statement[excluded] === undefined)) {
    throw fault(place, `must have exactly one of ${included} and ${excluded}`);
  }
  const list = strings(statement[name], `${place}.${name}`);
  for (const [i, text] of list.entries()) {
    if (!form.test(text)) throw fault(`${place}.${name}[${i}]`, `must be ${what}`);
  }
  const parsed: Partial<Record<string, readonly string[]>> = { [name]: list };
  return parsed;
}
