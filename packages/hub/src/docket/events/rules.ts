import { randomUUID } from 'node:crypto';
import { notFound } from '../../admin/found.js';
import { listOf, optional, type Reader, readMembers, required, text } from '../../admin/members.js';
import { invalidInput, ServiceError } from '../../errors.js';
import { compilePattern } from '../../events/pattern/compile.js';
import { PatternError } from '../../events/pattern/pattern.js';
import type { EventRuleRow } from '../../store/events.js';
import type { DocketContext, DocketRoute } from '../route.js';
import { authorizeEventChanges, authorizeEvents, ownKey, readState, renderState } from './access.js';

/** As many as of automation rules: each is asked about every finding that is written. */
const QUOTA = 100;
const MAX_SINKS = 5;
const MEMBERS = ['Name', 'Description', 'State', 'EventPattern', 'SinkIds'];

export const eventName = text(1, 128);
const description = text(0, 1_024);
const sinkIds = listOf(text(1, 64), MAX_SINKS);

/** A pattern, checked, as JSON text. Throws InvalidInputException that says where it is wrong. */
export const readPattern: Reader<string> = (value) => {
  try {
    compilePattern(value);
    return JSON.stringify(value);
  } catch (error) {
    if (error instanceof PatternError) throw invalidInput(error.message);
    throw error;
  }
};

/** Rules say which events an account wants to have delivered, and where to. */
export const RULE_ROUTES: readonly DocketRoute[] = [
  {
    method: 'GET',
    path: '/_docket/events/rules',
    name: 'docket:ListEventRules',
    async handle(_input, context) {
      await authorizeEvents(context);
      return { status: 200, body: { Rules: (await rulesOf(context)).map(render) } };
    },
  },
  {
    method: 'POST',
    path: '/_docket/events/rules',
    name: 'docket:CreateEventRule',
    async handle({ body }, context) {
      await authorizeEventChanges(context);
      const members = readMembers(body, MEMBERS);
      const time = context.now.toISOString();
      const rule: EventRuleRow = {
        ...ownKey(randomUUID(), context),
        name: required(members, 'Name', eventName),
        description: optional(members, 'Description', description, ''),
        enabled: readState(members, true),
        pattern: required(members, 'EventPattern', readPattern),
        sinks: required(members, 'SinkIds', sinkIds),
        until: null,
        ...{ createdAt: time, updatedAt: time },
      };
      await requireSinks(rule.sinks, context);
      if ((await context.store.control.createEventRule(rule, QUOTA)) === 'full') {
        throw new ServiceError('LimitExceededException', `There can be ${QUOTA} event rules at most`);
      }
      return { status: 201, body: { Rule: render(rule) } };
    },
  },
  {
    method: 'PUT',
    path: '/_docket/events/rules/:id',
    name: 'docket:UpdateEventRule',
    async handle({ id, body }, context) {
      await authorizeEventChanges(context);
      const members = readMembers(body, MEMBERS);
      const rule = (await rulesOf(context)).find((one) => one.id === id);
      if (rule === undefined) throw notFound(`The event rule ${id}`);
      // Nothing else: another may be changing the rest.
      const changes = {
        ...(members.has('Name') && { name: required(members, 'Name', eventName) }),
        ...(members.has('Description') && { description: required(members, 'Description', description) }),
        ...(members.has('State') && { enabled: readState(members, rule.enabled) }),
        ...(members.has('EventPattern') && { pattern: required(members, 'EventPattern', readPattern) }),
        ...(members.has('SinkIds') && { sinks: required(members, 'SinkIds', sinkIds) }),
        updatedAt: context.now.toISOString(),
      };
      if (changes.sinks !== undefined) await requireSinks(changes.sinks, context);
      if (!(await context.store.control.updateEventRule(rule, changes)))
        throw notFound(`The event rule ${id}`);
      return { status: 200, body: { Rule: render({ ...rule, ...changes }) } };
    },
  },
  {
    method: 'DELETE',
    path: '/_docket/events/rules/:id',
    name: 'docket:DeleteEventRule',
    async handle({ id }, context) {
      await authorizeEventChanges(context);
      const rule = (await rulesOf(context)).find((one) => one.id === id);
      if (rule === undefined || !(await context.store.control.deleteEventRule(rule))) {
        throw notFound(`The event rule ${id}`);
      }
      return { status: 200, body: {} };
    },
  },
];

/** Without live tails, which are rules to the store. */
async function rulesOf({ store, caller }: DocketContext): Promise<EventRuleRow[]> {
  const all = await store.control.listEventRules(caller.account, caller.region);
  return all.filter(({ until }) => until === null);
}

async function requireSinks(ids: readonly string[], { store, caller }: DocketContext): Promise<void> {
  if (ids.length === 0) throw invalidInput('SinkIds must name one or more sinks');
  const sinks = await store.control.listEventSinks(caller.account, caller.region);
  const missing = ids.find((id) => !sinks.some((sink) => sink.id === id));
  if (missing !== undefined) throw notFound(`The sink ${missing}`);
}

const render = ({ id, name, description: about, enabled, pattern, sinks, ...rule }: EventRuleRow) => ({
  ...{ Id: id, Name: name, Description: about, State: renderState(enabled) },
  ...{ EventPattern: JSON.parse(pattern) as unknown, SinkIds: sinks },
  ...{ CreatedAt: rule.createdAt, UpdatedAt: rule.updatedAt },
});
