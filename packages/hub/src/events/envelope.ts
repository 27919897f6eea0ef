import { actionTargetArn } from '../access/arn.js';
import { timeOrderedId } from '../store/time-ordered-id.js';

/** Who sends an event, and when. */
export interface Origin {
  account: string;
  region: string;
  now: Date;
}

/** An event: everything that patterns look at, and its text as it is sent. */
export interface HubEvent {
  id: string;
  detailType: string;
  account: string;
  region: string;
  time: Date;
  /** What it is about, for people. */
  subject: string;
  resources: readonly string[];
  /** JSON text. */
  detail: string;
}

/** One that is created or updated, as text: "Security Hub Findings - Imported" in the service's documentation. */
export function findingEvent(
  { productArn, id }: { productArn: string; id: string },
  document: string,
  origin: Origin,
): HubEvent {
  return {
    ...envelope('Security Hub Findings - Imported', origin),
    subject: id,
    resources: [`${productArn}/${id}`],
    detail: `{"findings":[${document}]}`,
  };
}

/** What a custom action is called and says. */
export interface Action {
  id: string;
  name: string;
  description: string;
}

/** A person sends a finding to a custom action. */
export function actionEvent(action: Action, id: string, document: string, origin: Origin): HubEvent {
  return {
    ...envelope('Security Hub Findings - Custom Action', origin),
    subject: id,
    resources: [actionTargetArn(origin.region, origin.account, action.id)],
    detail: `{"actionName":${JSON.stringify(action.name)},"actionDescription":${JSON.stringify(action.description)},"findings":[${document}]}`,
  };
}

export interface SentInsight {
  arn: string;
  name: string;
  /** The attribute whose values these are. */
  resultType: string;
  results: readonly { value: string; count: number }[];
}

/** A person sends results of an insight to a custom action. */
export function insightEvent(action: Action, insight: SentInsight, origin: Origin): HubEvent {
  return {
    ...envelope('Security Hub Insight Results', origin),
    subject: insight.name,
    resources: [actionTargetArn(origin.region, origin.account, action.id)],
    detail: JSON.stringify({
      actionName: action.name,
      actionDescription: action.description,
      insightName: insight.name,
      insightArn: insight.arn,
      resultType: insight.resultType,
      insightResults: insight.results.map(({ value, count }) => ({ [value]: count })),
    }),
  };
}

const envelope = (detailType: string, { account, region, now }: Origin) => ({
  ...{ id: timeOrderedId(now.getTime()), detailType, account, region, time: now },
});

/** JSON text of an event, with its members in the order in which the service sends them. */
export function eventText({ id, detailType, account, region, time, resources, detail }: HubEvent): string {
  const head = JSON.stringify({
    ...{ version: '0', id, 'detail-type': detailType, source: 'aws.securityhub', account },
    // Whole seconds, as the service says it.
    ...{ time: `${time.toISOString().slice(0, 'yyyy-mm-ddThh:mm:ss'.length)}Z`, region, resources },
  });
  return `${head.slice(0, -1)},"detail":${detail}}`;
}

/** One that says nothing but that it came through. */
export function envelopeOfTest(sink: string, origin: Origin): HubEvent {
  return {
    ...envelope('Docket Test', origin),
    subject: 'Test',
    resources: [],
    detail: JSON.stringify({
      message: `A test of the sink ${JSON.stringify(sink)}. No finding has changed.`,
    }),
  };
}
