import { at, listOf, type Members, membersOf, textAt, textsOf } from '../json.js';
import type { Connection } from './connection.js';
import type { Identifier } from './findings.js';

/** Which events are sent, as an EventBridge pattern, and where to. */
export interface EventRule {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly enabled: boolean;
  readonly pattern: Members;
  readonly sinks: readonly string[];
}

export type EventRuleDraft = Omit<EventRule, 'id'>;

const PATH = '/_docket/events/rules';

const ruleOf = (rule: unknown): EventRule => ({
  id: textAt(rule, 'Id'),
  name: textAt(rule, 'Name'),
  description: textAt(rule, 'Description'),
  enabled: textAt(rule, 'State') === 'ENABLED',
  pattern: membersOf(at(rule, 'EventPattern')),
  sinks: textsOf(at(rule, 'SinkIds')),
});

export async function listEventRules(connection: Connection, signal: AbortSignal): Promise<EventRule[]> {
  const answer = await connection.json({ method: 'GET', path: PATH, signal });
  return listOf(at(answer, 'Rules')).map(ruleOf);
}

const bodyOf = ({ name, description, enabled, pattern, sinks }: EventRuleDraft) => ({
  Name: name,
  Description: description,
  State: enabled ? 'ENABLED' : 'DISABLED',
  EventPattern: pattern,
  SinkIds: sinks,
});

/** @param id undefined: a new one */
export async function saveEventRule(
  connection: Connection,
  id: string | undefined,
  draft: EventRuleDraft,
): Promise<void> {
  const body = bodyOf(draft);
  await connection.json(
    id === undefined
      ? { method: 'POST', path: PATH, body }
      : { method: 'PUT', path: `${PATH}/${encodeURIComponent(id)}`, body },
  );
}

export async function enableEventRule(connection: Connection, id: string, enabled: boolean): Promise<void> {
  const body = { State: enabled ? 'ENABLED' : 'DISABLED' };
  await connection.json({ method: 'PUT', path: `${PATH}/${encodeURIComponent(id)}`, body });
}

export async function deleteEventRule(connection: Connection, id: string): Promise<void> {
  await connection.json({ method: 'DELETE', path: `${PATH}/${encodeURIComponent(id)}` });
}

export interface PatternTest {
  readonly matches: boolean;
  /** What it was tried on. */
  readonly event: unknown;
}

/** Whether a pattern takes the event of a finding as it is now. */
export async function testPattern(
  connection: Connection,
  pattern: unknown,
  { Id, ProductArn }: Identifier,
): Promise<PatternTest> {
  const body = { EventPattern: pattern, FindingIdentifier: { Id, ProductArn } };
  const answer = await connection.json({ method: 'POST', path: '/_docket/events/test-pattern', body });
  return { matches: at(answer, 'Result') === true, event: at(answer, 'Event') };
}
