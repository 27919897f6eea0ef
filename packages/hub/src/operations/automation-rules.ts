import { automationRuleArn } from '../access/arn.js';
import { invalidInput, type ServiceError } from '../errors.js';
import type { AutomationRuleRow, DefinitionKey } from '../store/definitions.js';
import type { AutomationRulesAction, UnprocessedAutomationRule } from '../wire/generated/operations.js';
import { checkArn, checkText, idAfter, type JsonMember, resourceNotFound } from './definitions.js';
import type { Context } from './operation.js';
import { requireHub } from './requireHub.js';

/** From the documentation of the resource type that creates rules by template; the API reference has no limits. */
const MAX_NAME = 256;
const MAX_DESCRIPTION = 1024;

/**
 * Lets an operation on certain rules on. Permissions can be for single rules, so each of them is asked for.
 *
 * @throws ServiceError AccessDeniedException, InvalidAccessException
 */
export async function requireRules(action: string, arns: readonly string[], context: Context): Promise<void> {
  for (const arn of arns) context.access.authorize(context.caller, `securityhub:${action}`, arn);
  await requireHub(context);
}

/**
 * Checks the texts and actions of a rule.
 *
 * @throws ServiceError InvalidInputException
 */
export function checkRule(rule: {
  RuleName?: string;
  Description?: string;
  Actions?: readonly AutomationRulesAction[];
}): void {
  checkText('RuleName', rule.RuleName, MAX_NAME);
  checkText('Description', rule.Description, MAX_DESCRIPTION);
  for (const [index, { Type, FindingFieldsUpdate }] of (rule.Actions ?? []).entries()) {
    if (Type === undefined) throw required(`Actions[${index}].Type`);
    // A rule that matches and then does nothing is a mistake that nobody would ever notice.
    if (Object.keys(FindingFieldsUpdate ?? {}).length === 0) {
      throw required(`Actions[${index}].FindingFieldsUpdate`);
    }
  }
}

const required = (parameter: string): ServiceError =>
  invalidInput(`Invalid parameter '${parameter}'. A value is required.`);

/**
 * The rule of the caller that an ARN names; whether it exists, the store knows.
 *
 * @returns undefined for an ARN of something else, or of somebody else's
 * @throws ServiceError InvalidInputException for what is no ARN of the service
 */
export function ruleKey(arn: string, { caller }: Pick<Context, 'caller'>): DefinitionKey | undefined {
  const { account, region } = caller;
  checkArn('RuleArn', arn);
  const id = idAfter(automationRuleArn(region, account, ''), arn);
  return id === undefined ? undefined : { account, region, id };
}

/** A rule that is not there, as the service's documentation writes such entries: the HTTP status and the exception's name. */
export function unprocessed(arn: string): UnprocessedAutomationRule {
  const { code, status } = resourceNotFound(arn);
  return { RuleArn: arn, ErrorCode: status, ErrorMessage: code };
}

/** The members that lists of rules show, in the order of the model. */
export const ruleMetadata = (rule: AutomationRuleRow) => ({
  RuleArn: automationRuleArn(rule.region, rule.account, rule.id),
  RuleStatus: rule.enabled ? ('ENABLED' as const) : ('DISABLED' as const),
  RuleOrder: rule.order,
  RuleName: rule.name,
  Description: rule.description,
  IsTerminal: rule.terminal,
  CreatedAt: rule.createdAt,
  UpdatedAt: rule.updatedAt,
  CreatedBy: rule.createdBy,
});

/** A whole rule: what it looks for and does goes out as it is stored. */
export function wholeRule(rule: AutomationRuleRow): Record<string, JsonMember> {
  const { CreatedAt, UpdatedAt, CreatedBy, ...before } = ruleMetadata(rule);
  return {
    ...before,
    Criteria: { json: rule.criteria },
    Actions: { json: rule.actions },
    ...{ CreatedAt, UpdatedAt, CreatedBy },
  };
}
