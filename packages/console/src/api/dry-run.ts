import { at, listOf, numberAt, textAt, textOf } from '../json.js';
import type { Connection } from './connection.js';
import type { Identifier } from './findings.js';
import type { HistoryChange } from './history.js';
import { type RuleDraft, ruleBody } from './rules.js';

/** What a rule would change of one finding. */
interface RuleEffect {
  readonly identifier: Identifier;
  readonly title: string;
  readonly changes: readonly HistoryChange[];
}

export interface DryRunPage {
  /** Findings that it matches in this page; those it would leave as they are have no effect. */
  readonly matched: number;
  readonly effects: readonly RuleEffect[];
  readonly next: string | undefined;
}

/** What a rule would change of the findings that are stored, a page at a time. Nothing is changed. */
export async function dryRun(
  connection: Connection,
  rule: RuleDraft,
  token: string | undefined,
): Promise<DryRunPage> {
  const { Criteria, Actions } = ruleBody(rule);
  const answer = await connection.json({
    method: 'POST',
    path: '/_docket/automation-rules/dry-run',
    body: { Criteria, Actions, MaxResults: 100, ...(token !== undefined && { NextToken: token }) },
  });
  return {
    matched: numberAt(answer, 'Matched'),
    effects: listOf(at(answer, 'Changes')).map((change) => ({
      identifier: { Id: textAt(change, 'Id'), ProductArn: textAt(change, 'ProductArn') },
      title: textAt(change, 'Title'),
      changes: listOf(at(change, 'Updates')).map((update) => ({
        field: textAt(update, 'UpdatedField'),
        before: textOf(at(update, 'OldValue')),
        after: textOf(at(update, 'NewValue')),
      })),
    })),
    next: textOf(at(answer, 'NextToken')),
  };
}
