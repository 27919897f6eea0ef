import type { AutomationRuleChanges } from '../store/definitions.js';
import type { OperationInputs, OperationOutputs } from '../wire/generated/operations.js';
import { checkCriteria } from './automation-criteria.js';
import { checkRule, requireRules, ruleKey, unprocessed } from './automation-rules.js';
import type { Context } from './operation.js';

type Item = OperationInputs['BatchUpdateAutomationRules']['UpdateAutomationRulesRequestItems'][number];
type Output = OperationOutputs['BatchUpdateAutomationRules'];

/**
 * Changes automation rules, each in what its item says, in the order of the items. A bad item refuses the whole call
 * before anything is changed; rules that are not there come back one by one.
 *
 * @throws ServiceError AccessDeniedException, InvalidAccessException, InvalidInputException
 */
export async function BatchUpdateAutomationRules(
  input: OperationInputs['BatchUpdateAutomationRules'],
  context: Context,
): Promise<Output> {
  const { UpdateAutomationRulesRequestItems: items } = input;
  const arns = items.map(({ RuleArn }) => RuleArn);
  await requireRules('BatchUpdateAutomationRules', arns, context);
  const updates = items.map((item) => ({
    arn: item.RuleArn,
    key: ruleKey(item.RuleArn, context),
    changes: changesOf(item, context.now),
  }));
  const output: Required<Output> = { ProcessedAutomationRules: [], UnprocessedAutomationRules: [] };
  for (const { arn, key, changes } of updates) {
    const updated = key !== undefined && (await context.store.control.updateAutomationRule(key, changes));
    if (updated) output.ProcessedAutomationRules.push(arn);
    else output.UnprocessedAutomationRules.push(unprocessed(arn));
  }
  return output;
}

function changesOf(item: Item, now: Date): AutomationRuleChanges {
  checkRule(item);
  const { RuleName, Description, RuleOrder, RuleStatus, IsTerminal, Criteria, Actions } = item;
  return {
    updatedAt: now.toISOString(),
    ...(RuleName !== undefined && { name: RuleName }),
    ...(Description !== undefined && { description: Description }),
    ...(RuleOrder !== undefined && { order: RuleOrder }),
    ...(RuleStatus !== undefined && { enabled: RuleStatus === 'ENABLED' }),
    ...(IsTerminal !== undefined && { terminal: IsTerminal }),
    ...(Criteria !== undefined && { criteria: JSON.stringify(checkCriteria(Criteria, now)) }),
    ...(Actions !== undefined && { actions: JSON.stringify(Actions) }),
  };
}
