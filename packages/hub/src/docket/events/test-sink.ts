import { envelopeOfTest, eventText } from '../../events/envelope.js';
import { openSink, type SinkParts } from '../../events/sinks/open.js';
import type { DocketRoute } from '../route.js';
import { authorizeEventChanges } from './access.js';
import { requireSink } from './sinks.js';

/** Sends one event that says that it is a test, at once and once: whether a sink works is known before it is needed. */
export const testSinkRoute = (
  parts: SinkParts,
  awake: (sink: string) => void,
  stopping: AbortSignal,
): DocketRoute => ({
  method: 'POST',
  path: '/_docket/events/sinks/:id/test',
  name: 'docket:TestEventSink',
  async handle({ id }, context) {
    await authorizeEventChanges(context);
    const row = await requireSink(id, context);
    const { account, region } = context.caller;
    const event = envelopeOfTest(row.name, { account, region, now: context.now });
    const start = performance.now();
    const [outcome] = await openSink(row, parts).send([{ id: event.id, body: eventText(event) }], stopping);
    const took = Math.round(performance.now() - start);
    if (outcome?.kind === 'delivered') {
      awake(id);
      return { status: 200, body: { Delivered: true, Message: `${outcome.message} after ${took} ms` } };
    }
    const message = outcome === undefined || outcome.kind === 'broken off' ? 'broken off' : outcome.message;
    return { status: 200, body: { Delivered: false, Message: message } };
  },
});
