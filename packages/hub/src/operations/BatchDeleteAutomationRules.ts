import type { OperationInputs, OperationOutputs } from '../wire/generated/operations.js';
import { requireRules, ruleKey, unprocessed } from './automation-rules.js';
import type { Context } from './operation.js';

type Output = OperationOutputs['BatchDeleteAutomationRules'];

/**
 * Deletes automation rules with their tags. What they have done to findings stays; rules that are not there come back
 * one by one.
 *
 * @throws ServiceError AccessDeniedException, InvalidAccessException, InvalidInputException
 */
export async function BatchDeleteAutomationRules(
  input: OperationInputs['BatchDeleteAutomationRules'],
  context: Context,
): Promise<Output> {
  const { AutomationRulesArns: arns } = input;
  await requireRules('BatchDeleteAutomationRules', arns, context);
  const keys = new Map(arns.map((arn) => [arn, ruleKey(arn, context)]));
  const output: Required<Output> = { ProcessedAutomationRules: [], UnprocessedAutomationRules: [] };
  for (const [arn, key] of keys) {
    const deleted = key !== undefined && (await context.store.control.deleteAutomationRule(key, arn));
    if (deleted) output.ProcessedAutomationRules.push(arn);
    else output.UnprocessedAutomationRules.push(unprocessed(arn));
  }
  return output;
}
