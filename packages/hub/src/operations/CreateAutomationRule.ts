import { randomUUID } from 'node:crypto';
import { automationRuleArn, hubArn } from '../access/arn.js';
import type { OperationInputs, OperationOutputs } from '../wire/generated/operations.js';
import { checkCriteria } from './automation-criteria.js';
import { checkRule } from './automation-rules.js';
import { quotaReached } from './definitions.js';
import type { Context } from './operation.js';
import { requireHub } from './requireHub.js';
import { checkTags } from './tags.js';

/** The service's quota of automation rules, per account and Region. */
const QUOTA = 100;

/**
 * Creates an automation rule, enabled and not terminal unless it says otherwise.
 *
 * @throws ServiceError AccessDeniedException, InvalidAccessException, InvalidInputException, LimitExceededException
 */
export async function CreateAutomationRule(
  input: OperationInputs['CreateAutomationRule'],
  context: Context,
): Promise<OperationOutputs['CreateAutomationRule']> {
  const { caller, now, store } = context;
  const { account, region } = caller;
  context.access.authorize(caller, 'securityhub:CreateAutomationRule', hubArn(region, account));
  await requireHub(context);
  const { Tags: tags = {} } = input;
  checkRule(input);
  checkTags(tags);
  const criteria = checkCriteria(input.Criteria, now);
  const id = randomUUID();
  const arn = automationRuleArn(region, account, id);
  const created = await store.control.createAutomationRule(
    {
      ...{ account, region, id },
      name: input.RuleName,
      description: input.Description,
      order: input.RuleOrder,
      enabled: input.RuleStatus !== 'DISABLED',
      terminal: input.IsTerminal ?? false,
      criteria: JSON.stringify(criteria),
      actions: JSON.stringify(input.Actions),
      createdAt: now.toISOString(),
      updatedAt: now.toISOString(),
      createdBy: caller.userId,
    },
    QUOTA,
    { arn, tags },
  );
  if (created !== 'created') throw quotaReached('automation rules', QUOTA);
  return { RuleArn: arn };
}
