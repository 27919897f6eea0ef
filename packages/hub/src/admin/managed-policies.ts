import { parsePolicy } from '../access/policy.js';
import { invalidInput } from '../errors.js';
import type { Reader } from './members.js';

const allow = (...actions: string[]) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }],
});

/** Policies that may be named instead of written out; a name is replaced by the document when it is given to a user. */
const MANAGED: ReadonlyMap<string, unknown> = new Map([
  ['AdministratorAccess', allow('*')],
  // What Docket adds for every account goes with what it belongs to.
  [
    'AWSSecurityHubFullAccess',
    allow(
      ...['securityhub:*', 'docket:*AutomationRule', 'docket:GetProductHealth', 'docket:*Events'],
      'docket:InvokeActionTarget',
    ),
  ],
  [
    'AWSSecurityHubReadOnlyAccess',
    allow(
      ...['securityhub:Get*', 'securityhub:List*', 'securityhub:BatchGet*', 'securityhub:Describe*'],
      ...['docket:GetProductHealth', 'docket:ReadEvents'],
    ),
  ],
]);

/**
 * A policy document, or the name of a managed one. The document is kept as it was written; that it can be read is
 * checked here.
 */
export const policy: Reader<unknown> = (value, name) => {
  if (typeof value !== 'string') {
    parsePolicy(value);
    return value;
  }
  const document = MANAGED.get(value);
  if (document === undefined) {
    throw invalidInput(`${name} must be a policy document or one of ${[...MANAGED.keys()].join(', ')}`);
  }
  return document;
};
