import { type Filters, filtersOf } from '../filter/filters.js';
import { at, listOf, type Members, membersOf, numberAt, textAt } from '../json.js';
import type { Connection } from './connection.js';
import { Failure } from './failure.js';
import { allItems, pageQuery } from './paged.js';

export interface RuleSummary {
  readonly arn: string;
  readonly name: string;
  readonly description: string;
  readonly order: number;
  readonly enabled: boolean;
  /** No rule after it is applied to a finding that it matches. */
  readonly terminal: boolean;
  readonly createdBy: string;
  readonly updatedAt: string;
}

export interface RuleDraft {
  readonly name: string;
  readonly description: string;
  readonly order: number;
  readonly enabled: boolean;
  readonly terminal: boolean;
  readonly criteria: Filters;
  /** FindingFieldsUpdate of each action: what a customer's update may change. */
  readonly updates: readonly Members[];
}

const summaryOf = (rule: unknown): RuleSummary => ({
  arn: textAt(rule, 'RuleArn'),
  name: textAt(rule, 'RuleName'),
  description: textAt(rule, 'Description'),
  order: numberAt(rule, 'RuleOrder'),
  enabled: textAt(rule, 'RuleStatus') === 'ENABLED',
  terminal: at(rule, 'IsTerminal') === true,
  createdBy: textAt(rule, 'CreatedBy'),
  updatedAt: textAt(rule, 'UpdatedAt'),
});

/** In the order in which they are applied. */
export async function listRules(connection: Connection, signal: AbortSignal): Promise<RuleSummary[]> {
  const items = await allItems(connection, 'AutomationRulesMetadata', (token) => ({
    method: 'GET',
    path: '/automationrules/list',
    query: pageQuery(token),
    signal,
  }));
  return items.map(summaryOf).sort((one, other) => one.order - other.order);
}

/** Throws Failure: ResourceNotFoundException. */
export async function getRule(connection: Connection, arn: string, signal: AbortSignal): Promise<RuleDraft> {
  const answer = await connection.json({
    method: 'POST',
    path: '/automationrules/get',
    body: { AutomationRulesArns: [arn] },
    signal,
  });
  const [rule] = listOf(at(answer, 'Rules'));
  if (rule === undefined) throw refusedRule(answer);
  return {
    ...summaryOf(rule),
    criteria: filtersOf(at(rule, 'Criteria')),
    updates: listOf(at(rule, 'Actions')).map((action) => membersOf(at(action, 'FindingFieldsUpdate'))),
  };
}

/** A rule as the API takes it. */
export const ruleBody = (rule: RuleDraft): Members => ({
  RuleName: rule.name,
  Description: rule.description,
  RuleOrder: rule.order,
  RuleStatus: rule.enabled ? 'ENABLED' : 'DISABLED',
  IsTerminal: rule.terminal,
  Criteria: rule.criteria,
  Actions: rule.updates
    .filter((update) => Object.keys(update).length > 0)
    .map((update) => ({ Type: 'FINDING_FIELDS_UPDATE', FindingFieldsUpdate: update })),
});

export async function createRule(connection: Connection, rule: RuleDraft): Promise<string> {
  const body = ruleBody(rule);
  const answer = await connection.json({ method: 'POST', path: '/automationrules/create', body });
  return textAt(answer, 'RuleArn');
}

/** Changes the members that are given of each rule, named by `RuleArn`. Throws Failure if one could not be changed. */
export async function updateRules(connection: Connection, items: readonly Members[]): Promise<void> {
  const answer = await connection.json({
    method: 'PATCH',
    path: '/automationrules/update',
    body: { UpdateAutomationRulesRequestItems: items },
  });
  if (listOf(at(answer, 'UnprocessedAutomationRules')).length > 0) throw refusedRule(answer);
}

export async function deleteRule(connection: Connection, arn: string): Promise<void> {
  const answer = await connection.json({
    method: 'POST',
    path: '/automationrules/delete',
    body: { AutomationRulesArns: [arn] },
  });
  if (listOf(at(answer, 'UnprocessedAutomationRules')).length > 0) throw refusedRule(answer);
}

/** Why the first rule of those that were not processed was not. */
function refusedRule(answer: unknown): Failure {
  const [first] = listOf(at(answer, 'UnprocessedAutomationRules'));
  const code = textAt(first, 'ErrorMessage') || 'ResourceNotFoundException';
  return new Failure(code, textAt(first, 'RuleArn') || code, numberAt(first, 'ErrorCode'));
}
