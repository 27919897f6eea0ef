import { notFound } from '../../admin/found.js';
import { readMembers, required } from '../../admin/members.js';
import { invalidInput } from '../../errors.js';
import { eventText, findingEvent } from '../../events/envelope.js';
import { compilePattern } from '../../events/pattern/compile.js';
import { JsonText } from '../../operations/json-text.js';
import type { DocketContext, DocketRoute } from '../route.js';
import { authorizeEventContents } from './access.js';
import { readFindingIdentifier } from './identifiers.js';
import { readPattern } from './rules.js';

/** Says whether a pattern takes an event: one that is given, or that of a finding as it is now. */
export const TEST_PATTERN_ROUTE: DocketRoute = {
  method: 'POST',
  path: '/_docket/events/test-pattern',
  name: 'docket:TestEventPattern',
  async handle({ body }, context) {
    await authorizeEventContents(context);
    const members = readMembers(body, ['EventPattern', 'Event', 'FindingIdentifier']);
    const matches = compilePattern(JSON.parse(required(members, 'EventPattern', readPattern)));
    const event = await eventOf(members, context);
    try {
      const text = `{"Result":${matches(event)},"Event":${JSON.stringify(event)}}`;
      return { status: 200, body: new JsonText(text) };
    } catch (error) {
      // So deep that there is no stack for it, which no finding is.
      if (error instanceof RangeError) throw invalidInput('Event lies too deep');
      throw error;
    }
  },
};

async function eventOf(members: ReadonlyMap<string, unknown>, context: DocketContext): Promise<unknown> {
  const [event, identifier] = [members.get('Event'), members.get('FindingIdentifier')];
  if ((event === undefined) === (identifier === undefined)) {
    throw invalidInput('Give either Event or FindingIdentifier');
  }
  if (identifier === undefined) {
    if (typeof event !== 'object' || event === null || Array.isArray(event)) {
      throw invalidInput('Event must be a JSON object');
    }
    return event;
  }
  const { store, caller, now } = context;
  const key = {
    account: caller.account,
    region: caller.region,
    ...readFindingIdentifier(identifier, 'FindingIdentifier'),
  };
  const [stored] = await store.findings.read([key]);
  if (stored === undefined) throw notFound(`The finding ${key.id}`);
  return JSON.parse(eventText(findingEvent(key, stored.document, { ...key, now })));
}
