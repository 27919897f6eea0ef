import type { OperationInputs } from '../wire/generated/operations.js';
import { requireRules, ruleKey, unprocessed, wholeRule } from './automation-rules.js';
import { jsonObject } from './definitions.js';
import { JsonText } from './json-text.js';
import type { Context } from './operation.js';

/**
 * Automation rules by their ARNs, in the order asked; rules that are not there come back one by one.
 *
 * @throws ServiceError AccessDeniedException, InvalidAccessException, InvalidInputException
 */
export async function BatchGetAutomationRules(
  input: OperationInputs['BatchGetAutomationRules'],
  context: Context,
): Promise<JsonText> {
  const { AutomationRulesArns: arns } = input;
  const { account, region } = context.caller;
  await requireRules('BatchGetAutomationRules', arns, context);
  const keys = new Map(arns.map((arn) => [arn, ruleKey(arn, context)]));
  const rows = await context.store.control.listAutomationRules(account, region);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const rules: string[] = [];
  const missing: ReturnType<typeof unprocessed>[] = [];
  for (const [arn, key] of keys) {
    const row = key && byId.get(key.id);
    if (row === undefined) missing.push(unprocessed(arn));
    else rules.push(jsonObject(wholeRule(row)));
  }
  return new JsonText(
    jsonObject({
      Rules: { json: `[${rules.join(',')}]` },
      UnprocessedAutomationRules: { json: JSON.stringify(missing) },
    }),
  );
}
