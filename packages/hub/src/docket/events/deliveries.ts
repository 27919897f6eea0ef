import { notFound } from '../../admin/found.js';
import { anyText, listOf, optional, type Reader, readMembers, text } from '../../admin/members.js';
import { invalidInput } from '../../errors.js';
import { isFirst } from '../../operations/page.js';
import type { Delivery, DeliverySelection, DeliveryState } from '../../store/events.js';
import type { DocketContext, DocketRoute } from '../route.js';
import { authorizeEventChanges, authorizeEventContents, authorizeEvents, ownKey } from './access.js';

const MAX_AT_ONCE = 100;
const id = text(1, 64);

const stateOf: Reader<DeliveryState> = (value, name) => {
  if (value === 'PENDING' || value === 'DELIVERED' || value === 'DEAD') return value;
  throw invalidInput(`${name} must be PENDING, DELIVERED or DEAD`);
};
const pageSize: Reader<number> = (value, name) => {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= MAX_AT_ONCE)
    return value;
  throw invalidInput(`${name} must be a whole number from 1 to ${MAX_AT_ONCE}`);
};

/** What became of events: those under way, those that arrived, and those that nobody took. */
export function deliveryRoutes(awake: (sink?: string) => void): DocketRoute[] {
  return [
    {
      method: 'POST',
      path: '/_docket/events/deliveries',
      name: 'docket:ListDeliveries',
      async handle({ body }, context) {
        await authorizeEvents(context);
        return { status: 200, body: await listDeliveries(body, context) };
      },
    },
    {
      method: 'GET',
      path: '/_docket/events/deliveries/:id',
      name: 'docket:GetDelivery',
      async handle(input, context) {
        await authorizeEventContents(context);
        const delivery = await context.store.deliveries.get(ownKey(input.id, context));
        if (delivery === undefined) throw notFound(`The delivery ${input.id}`);
        const event = delivery.body === '' ? {} : { Event: JSON.parse(delivery.body) as unknown };
        return { status: 200, body: { Delivery: { ...render(delivery), ...event } } };
      },
    },
    {
      method: 'POST',
      path: '/_docket/events/deliveries/retry',
      name: 'docket:RetryDeliveries',
      async handle({ body }, context) {
        await authorizeEventChanges(context);
        const selection = readSelection(body, context);
        const count = await context.store.deliveries.retry(selection, context.now.toISOString());
        awake('deadOf' in selection.which ? selection.which.deadOf : undefined);
        return { status: 200, body: { Count: count } };
      },
    },
    {
      method: 'POST',
      path: '/_docket/events/deliveries/delete',
      name: 'docket:DeleteDeliveries',
      async handle({ body }, context) {
        await authorizeEventChanges(context);
        const count = await context.store.deliveries.remove(readSelection(body, context));
        return { status: 200, body: { Count: count } };
      },
    },
  ];
}

async function listDeliveries(body: unknown, context: DocketContext): Promise<object> {
  const { caller, store, tokens } = context;
  const members = readMembers(body, ['SinkId', 'State', 'MaxResults', 'NextToken']);
  const sink = optional(members, 'SinkId', id, undefined);
  const state = optional(members, 'State', stateOf, undefined);
  const limit = optional(members, 'MaxResults', pageSize, MAX_AT_ONCE);
  const next = optional(members, 'NextToken', anyText, undefined);
  const boundTo = JSON.stringify([caller.account, caller.region, 'deliveries', sink, state]);
  const found = await store.deliveries.list({
    ...{ account: caller.account, region: caller.region, limit: limit + 1 },
    ...(sink !== undefined && { sink }),
    ...(state !== undefined && { state }),
    ...(!isFirst(next) && { after: tokens.open(next, boundTo) }),
  });
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    Deliveries: page.map(render),
    ...(found.length > limit && last !== undefined && { NextToken: tokens.seal(last.id, boundTo) }),
  };
}

/** Some deliveries by their ids, or all dead ones of a sink. */
function readSelection(body: unknown, { caller }: DocketContext): DeliverySelection {
  const members = readMembers(body, ['DeliveryIds', 'SinkId']);
  const ids = optional(members, 'DeliveryIds', listOf(id, MAX_AT_ONCE), undefined);
  const sink = optional(members, 'SinkId', id, undefined);
  const { account, region } = caller;
  if (ids !== undefined && sink === undefined) return { account, region, which: { ids } };
  if (sink !== undefined && ids === undefined) return { account, region, which: { deadOf: sink } };
  throw invalidInput('Give either DeliveryIds or SinkId, which means all dead ones of that sink');
}

const render = (delivery: Delivery) => ({
  ...{ Id: delivery.id, EventId: delivery.event, SinkId: delivery.sink, RuleId: delivery.rule },
  ...{ DetailType: delivery.detailType, Subject: delivery.subject, Time: delivery.time },
  ...{ State: delivery.state, Attempts: delivery.attempts },
  ...(delivery.state === 'PENDING' && { Due: delivery.due }),
  ...(delivery.message !== null && { Message: delivery.message }),
  ...(delivery.tried !== null && { Tried: delivery.tried }),
});
