import { hubArn } from '../access/arn.js';
import type { OperationInputs, OperationOutputs } from '../wire/generated/operations.js';
import { ruleMetadata } from './automation-rules.js';
import type { Context } from './operation.js';
import { pageByCreation } from './page.js';
import { requireHub } from './requireHub.js';

/**
 * All automation rules, enabled or not, in the order in which they were created, without what they look for and do.
 *
 * @throws ServiceError AccessDeniedException, InvalidAccessException, InvalidInputException (NextToken)
 */
export async function ListAutomationRules(
  input: OperationInputs['ListAutomationRules'],
  context: Context,
): Promise<OperationOutputs['ListAutomationRules']> {
  const { account, region } = context.caller;
  context.access.authorize(context.caller, 'securityhub:ListAutomationRules', hubArn(region, account));
  await requireHub(context);
  const rules = await context.store.control.listAutomationRules(account, region);
  const { items, ...token } = pageByCreation(rules, input, context, ['ListAutomationRules']);
  return { AutomationRulesMetadata: items.map(ruleMetadata), ...token };
}
