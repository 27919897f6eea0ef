import { textAt } from '../json.js';
import type { Connection } from './connection.js';
import { allItems } from './paged.js';

/** A custom action: where findings can be sent from here. */
export interface ActionTarget {
  readonly arn: string;
  readonly name: string;
  readonly description: string;
}

export async function listTargets(connection: Connection, signal: AbortSignal): Promise<ActionTarget[]> {
  const items = await allItems(connection, 'ActionTargets', (token) => ({
    method: 'POST',
    path: '/actionTargets/get',
    body: { MaxResults: 100, ...(token !== undefined && { NextToken: token }) },
    signal,
  }));
  return items.map((target) => ({
    arn: textAt(target, 'ActionTargetArn'),
    name: textAt(target, 'Name'),
    description: textAt(target, 'Description'),
  }));
}

export async function createTarget(
  connection: Connection,
  { id, name, description }: { id: string; name: string; description: string },
): Promise<void> {
  const body = { Id: id, Name: name, Description: description };
  await connection.json({ method: 'POST', path: '/actionTargets', body });
}

export async function updateTarget(
  connection: Connection,
  { arn, name, description }: ActionTarget,
): Promise<void> {
  const path = `/actionTargets/${encodeURIComponent(arn)}`;
  await connection.json({ method: 'PATCH', path, body: { Name: name, Description: description } });
}

export async function deleteTarget(connection: Connection, arn: string): Promise<void> {
  await connection.json({ method: 'DELETE', path: `/actionTargets/${encodeURIComponent(arn)}` });
}
