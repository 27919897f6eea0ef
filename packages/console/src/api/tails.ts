import { at, listOf, textAt } from '../json.js';
import type { Connection } from './connection.js';

const PATH = '/_docket/events/tails';

/** Begins to watch the events that a pattern takes; without one, all. @returns the tail's id */
export async function openTail(connection: Connection, pattern: unknown): Promise<string> {
  const body = pattern === undefined ? {} : { EventPattern: pattern };
  return textAt(await connection.json({ method: 'POST', path: PATH, body }), 'TailId');
}

/** The events since the last time, the oldest first. The hub waits some seconds for the first. */
export async function nextEvents(
  connection: Connection,
  id: string,
  signal: AbortSignal,
): Promise<readonly unknown[]> {
  const path = `${PATH}/${encodeURIComponent(id)}/next`;
  return listOf(at(await connection.json({ method: 'POST', path, body: {}, signal }), 'Events'));
}

export async function closeTail(connection: Connection, id: string): Promise<void> {
  await connection.json({ method: 'DELETE', path: `${PATH}/${encodeURIComponent(id)}` });
}
