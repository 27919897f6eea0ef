import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { hubArn } from '../access/arn.js';
import { applyRules, type RuleSet } from '../findings/automation.js';
import { FilterIndex } from '../findings/automation-index.js';
import { FindingDocument } from '../findings/document.js';
import { compileCondition } from '../findings/filter/matches.js';
import { parseCriteria } from '../findings/filter/parse.js';
import { updatesOf } from '../operations/automation-compile.js';
import { checkCriteria } from '../operations/automation-criteria.js';
import { checkRule } from '../operations/automation-rules.js';
import { toUpdate } from '../operations/GetFindingHistory.js';
import type { Context } from '../operations/operation.js';
import { isFirst } from '../operations/page.js';
import { requireHub } from '../operations/requireHub.js';
import { success } from '../wire/answers.js';
import { parseBody } from '../wire/body.js';
import { checkInput } from '../wire/check.js';
import { type WireParts, withProvenCall } from '../wire/handler.js';
import { type CallObserver, respondWith } from '../wire/http.js';

const PATH = '/_docket/automation-rules/dry-run';
const ACTION = 'docket:DryRunAutomationRule';
/** Findings that one answer is about: what a request may cost. */
const DEFAULT_PAGE = 100;

/** What the rule to try need not have, though CreateAutomationRule asks for it. */
const NAMELESS = { RuleName: 'Dry run', Description: 'Not stored', RuleOrder: 1 };

/**
 * Says which stored findings of the caller's account and Region an automation rule would change, and how, and changes
 * nothing. The rule is asked alone, as if the findings came in now and there were no other.
 */
export function serveDryRun(
  app: FastifyInstance,
  parts: WireParts,
  observer: CallObserver,
  log: Logger,
): void {
  app.post(
    PATH,
    respondWith(
      async (message, record, requestId) => {
        record.operation = ACTION;
        return withProvenCall(message, parts, ['securityhub'], record, async ({ caller, now, body }) => {
          const context: Context = { ...parts.context, caller, now, bodyBytes: body.length };
          context.access.authorize(caller, ACTION, hubArn(caller.region, caller.account));
          await requireHub(context);
          return success(200, JSON.stringify(await dryRun(parseBody(body), context)), requestId);
        });
      },
      observer,
      log,
    ),
  );
}

/** Throws what CreateAutomationRule throws for such a rule. */
async function dryRun(body: Readonly<Record<string, unknown>>, { caller, now, store, tokens }: Context) {
  const { account, region } = caller;
  const rule = checkInput('CreateAutomationRule', { ...NAMELESS, ...body });
  const { MaxResults: limit = DEFAULT_PAGE, NextToken } = checkInput('ListAutomationRules', {
    ...(body.MaxResults !== undefined && { MaxResults: body.MaxResults }),
    ...(body.NextToken !== undefined && { NextToken: body.NextToken }),
  });
  checkRule(rule);
  const criteria = checkCriteria(rule.Criteria, now);
  const filter = parseCriteria(criteria, now);
  const alone: RuleSet = {
    rules: [{ arn: '', holds: compileCondition(filter), updates: updatesOf(rule.Actions), terminal: false }],
    index: new FilterIndex([filter]),
  };
  const boundTo = JSON.stringify([ACTION, account, region, criteria, rule.Actions]);
  const page = await store.findings.find({
    ...{ account, region, filter, sort: [], limit },
    ...(!isFirst(NextToken) && { after: tokens.open(NextToken, boundTo) }),
  });
  return {
    Matched: page.documents.length,
    Changes: page.documents.flatMap((document) => changeOf(document, alone, now.toISOString())),
    ...(page.next !== undefined && { NextToken: tokens.seal(page.next, boundTo) }),
  };
}

/** None for a finding that says all that already, or that cannot take it. */
function changeOf(text: string, alone: RuleSet, now: string) {
  const document = FindingDocument.stored(text);
  // Which attributes the customer has set makes no difference to what a rule changes.
  const { effects } = applyRules({ document, customerSet: 0 }, alone, now);
  return effects.map(({ changes }) => ({
    Id: document.value('Id'),
    ProductArn: document.value('ProductArn'),
    Title: document.value('Title'),
    Updates: changes.map(toUpdate),
  }));
}
