import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { notFound } from '../../admin/found.js';
import { optional, readMembers } from '../../admin/members.js';
import { ServiceError } from '../../errors.js';
import { JsonText, listParts } from '../../operations/json-text.js';
import type { DocketContext, DocketRoute } from '../route.js';
import { authorizeEventContents, ownKey } from './access.js';
import { readPattern } from './rules.js';

/** Tails of one account at a time. */
const QUOTA = 10;
const EVERYTHING = JSON.stringify({ source: ['aws.securityhub'] });
/** A tail whose reader does not come back ends. */
const LIFE_MS = 60_000;
const WAIT_MS = 5_000;
const LOOK_MS = 250;
const MAX_EVENTS = 100;

/**
 * A live tail shows events as they happen: a rule for a while, whose events its reader takes away. It works whichever hub
 * a finding comes to and whichever the reader asks.
 *
 * @param stopping ends those that wait
 */
export function tailRoutes(stopping: AbortSignal): DocketRoute[] {
  return [
    {
      method: 'POST',
      path: '/_docket/events/tails',
      name: 'docket:CreateEventTail',
      async handle({ body }, context) {
        await authorizeEventContents(context);
        const members = readMembers(body, ['EventPattern']);
        const pattern = optional(members, 'EventPattern', readPattern, EVERYTHING);
        const time = context.now.toISOString();
        const key = ownKey(randomUUID(), context);
        const made = await context.store.control.createEventRule(
          {
            ...key,
            ...{ name: 'live tail', description: '', enabled: true, pattern, sinks: [] },
            ...{ until: untilOf(context.now), createdAt: time, updatedAt: time },
          },
          QUOTA,
        );
        if (made === 'full') {
          throw new ServiceError('LimitExceededException', `There can be ${QUOTA} live tails at a time`);
        }
        return { status: 201, body: { TailId: key.id } };
      },
    },
    {
      method: 'POST',
      path: '/_docket/events/tails/:id/next',
      name: 'docket:ReadEventTail',
      async handle({ id }, context) {
        await authorizeEventContents(context);
        const { store } = context;
        const key = ownKey(id, context);
        const now = context.now.toISOString();
        if (!(await store.control.extendEventTail(key, untilOf(context.now), now)))
          throw notFound(`The live tail ${id}`);
        const end = performance.now() + WAIT_MS;
        let events = await store.deliveries.take(key, MAX_EVENTS);
        while (events.length === 0 && performance.now() < end && !stopping.aborted) {
          await sleep(LOOK_MS, undefined, { signal: stopping }).catch(() => undefined);
          events = await store.deliveries.take(key, MAX_EVENTS);
        }
        return { status: 200, body: new JsonText('{"Events":[', ...listParts(events), ']}') };
      },
    },
    {
      method: 'DELETE',
      path: '/_docket/events/tails/:id',
      name: 'docket:DeleteEventTail',
      async handle({ id }, context) {
        await authorizeEventContents(context);
        const key = ownKey(id, context);
        if (!(await isTail(key.id, context)) || !(await context.store.control.deleteEventRule(key))) {
          throw notFound(`The live tail ${id}`);
        }
        await context.store.deliveries.removeAll(key);
        return { status: 200, body: {} };
      },
    },
  ];
}

/** So that nobody who may only read deletes a rule. */
async function isTail(id: string, { store, caller }: DocketContext): Promise<boolean> {
  const rules = await store.control.listEventRules(caller.account, caller.region);
  return rules.some((rule) => rule.id === id && rule.until !== null);
}

const untilOf = (now: Date): string => new Date(now.getTime() + LIFE_MS).toISOString();
