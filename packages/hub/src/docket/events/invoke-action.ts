import { anyText, listOf, optional, readMembers, required, text } from '../../admin/members.js';
import { invalidInput } from '../../errors.js';
import { type Action, actionEvent, type HubEvent, insightEvent } from '../../events/envelope.js';
import type { EventRouter } from '../../events/router.js';
import { actionTargetKey } from '../../operations/action-targets.js';
import { resourceNotFound } from '../../operations/definitions.js';
import { GetInsightResults } from '../../operations/GetInsightResults.js';
import { findInsight } from '../../operations/insights.js';
import type { NewDelivery } from '../../store/events.js';
import { authorizeReading, type DocketContext, type DocketRoute } from '../route.js';
import { readFindingIdentifier } from './identifiers.js';

/** As many findings as other calls take at once. */
const MAX_AT_ONCE = 100;
const arn = text(1, 2_048);
const findings = listOf(readFindingIdentifier, MAX_AT_ONCE);
const values = listOf(anyText, MAX_AT_ONCE);

/**
 * Sends findings, or results of an insight, to a custom action. The service's console does so, but its API has no
 * operation for it.
 */
export const invokeActionRoute = (router: EventRouter, written: () => void): DocketRoute => ({
  method: 'POST',
  path: '/_docket/action-targets/invoke',
  name: 'docket:InvokeActionTarget',
  async handle({ body }, context) {
    const members = readMembers(body, [
      'ActionTargetArn',
      'FindingIdentifiers',
      'InsightArn',
      'ResultValues',
    ]);
    const target = required(members, 'ActionTargetArn', arn);
    if (members.has('FindingIdentifiers') === members.has('InsightArn')) {
      throw invalidInput('Give either FindingIdentifiers or InsightArn');
    }
    if (members.has('ResultValues') && !members.has('InsightArn')) {
      throw invalidInput('ResultValues are those of an insight: give InsightArn as well');
    }
    const { access, caller, store } = context;
    access.authorize(caller, 'docket:InvokeActionTarget', target);
    await authorizeReading(context);
    const { id } = actionTargetKey(target, context);
    const action = (await store.control.listActionTargets(caller.account, caller.region)).find(
      (one) => one.id === id,
    );
    if (action === undefined) throw resourceNotFound(target);
    const { events, missing } = members.has('InsightArn')
      ? await ofInsight(members, action, context)
      : await ofFindings(members, action, context);
    const deliveries: NewDelivery[] = [];
    for (const event of events) deliveries.push(...(await router.ofEvent(event)));
    await store.deliveries.add(deliveries);
    if (deliveries.length > 0) written();
    return {
      status: 200,
      body: {
        EventCount: events.length,
        DeliveryCount: deliveries.length,
        UnprocessedFindings: missing.map(({ id: Id, productArn: ProductArn }) => ({
          FindingIdentifier: { Id, ProductArn },
          ErrorCode: 'FindingNotFound',
          ErrorMessage: 'Finding Not Found',
        })),
      },
    };
  },
});

interface Sent {
  events: HubEvent[];
  missing: { id: string; productArn: string }[];
}

async function ofFindings(
  members: ReadonlyMap<string, unknown>,
  action: Action,
  { caller, store, now }: DocketContext,
): Promise<Sent> {
  const named = required(members, 'FindingIdentifiers', findings);
  if (named.length === 0) throw invalidInput('FindingIdentifiers must name one or more findings');
  const { account, region } = caller;
  const stored = await store.findings.read(named.map((one) => ({ account, region, ...one })));
  const found = stored.flatMap((finding) => finding ?? []);
  return {
    events: found.map(({ key, document }) => actionEvent(action, key.id, document, { account, region, now })),
    missing: named.filter((_, index) => stored[index] === undefined),
  };
}

async function ofInsight(
  members: ReadonlyMap<string, unknown>,
  action: Action,
  context: DocketContext,
): Promise<Sent> {
  const { caller, store, now } = context;
  const { account, region } = caller;
  const insightArn = required(members, 'InsightArn', arn);
  const wanted = optional(members, 'ResultValues', values, undefined);
  const custom = await store.control.listInsights(account, region);
  const { name } = findInsight(insightArn, custom, context);
  const { InsightResults } = await GetInsightResults({ InsightArn: insightArn }, context);
  const results = InsightResults.ResultValues.map(({ GroupByAttributeValue: value, Count: count }) => ({
    value,
    count,
  }));
  const chosen = results.filter(({ value }) => wanted?.includes(value) ?? true);
  if (chosen.length === 0) throw invalidInput('The insight has none of the results that ResultValues names');
  const insight = { arn: insightArn, name, resultType: InsightResults.GroupByAttribute, results: chosen };
  return { events: [insightEvent(action, insight, { account, region, now })], missing: [] };
}
