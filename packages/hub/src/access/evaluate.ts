import type { ConditionContext, PolicyDocument, Statement } from './caller.js';
import { conditionHolds } from './conditions.js';
import { resolve } from './variables.js';
import { fits, wildcardTokens } from './wildcard.js';

export interface AccessRequest {
  /** `securityhub:GetFindings` */
  action: string;
  resource: string;
  conditions?: ConditionContext;
}

export type Decision = 'allow' | 'implicitDeny' | 'explicitDeny';

/** What the policies of a principal say to a request, by IAM's rules: any Deny wins, else any Allow, else no. */
export function evaluate(policies: readonly PolicyDocument[], request: AccessRequest): Decision {
  const context = lowerKeys(request.conditions);
  let decision: Decision = 'implicitDeny';
  for (const policy of policies) {
    const variables = policy.Version === '2012-10-17';
    for (const statement of policy.Statement) {
      if (!applies(statement, request, context, variables)) continue;
      if (statement.Effect === 'Deny') return 'explicitDeny';
      decision = 'allow';
    }
  }
  return decision;
}

function applies(
  statement: Statement,
  request: AccessRequest,
  context: ConditionContext,
  variables: boolean,
): boolean {
  const action = request.action.toLowerCase();
  const actionFits = (pattern: string): boolean =>
    pattern === '*' || fits(wildcardTokens(pattern.toLowerCase()), action);
  const resourceFits = (pattern: string): boolean => {
    if (pattern === '*') return true;
    const resolved = resolve(pattern, context, variables);
    return resolved !== undefined && fits(resolved.tokens, request.resource);
  };
  return (
    listApplies(statement.Action, statement.NotAction, actionFits) &&
    listApplies(statement.Resource, statement.NotResource, resourceFits) &&
    conditionHolds(statement.Condition, context, variables)
  );
}

function listApplies(
  included: readonly string[] | undefined,
  excluded: readonly string[] | undefined,
  test: (pattern: string) => boolean,
): boolean {
  if (included !== undefined) return included.some(test);
  return excluded !== undefined && !excluded.some(test);
}

/** Condition keys are case-insensitive; the same key in two spellings has the values of both. */
function lowerKeys(conditions: ConditionContext | undefined): ConditionContext {
  const lower = new Map<string, readonly string[]>();
  for (const [key, values] of conditions ?? []) {
    const name = key.toLowerCase();
    lower.set(name, [...(lower.get(name) ?? []), ...values]);
  }
  return lower;
}
