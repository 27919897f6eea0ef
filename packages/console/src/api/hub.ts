import { at, numberOf, textAt } from '../json.js';
import type { Connection } from './connection.js';

export interface HubFacts {
  readonly arn: string;
  readonly subscribedAt: string;
  readonly autoEnableControls: boolean;
}

/** Throws Failure: InvalidAccessException if the hub is not enabled in this Region. */
export async function describeHub(connection: Connection, signal: AbortSignal): Promise<HubFacts> {
  const answer = await connection.json({ method: 'GET', path: '/accounts', signal });
  return {
    arn: textAt(answer, 'HubArn'),
    subscribedAt: textAt(answer, 'SubscribedAt'),
    autoEnableControls: at(answer, 'AutoEnableControls') === true,
  };
}

/** How many days findings are kept after their last write; undefined: for ever. */
export interface RetentionDays {
  readonly all: number | undefined;
  readonly archived: number | undefined;
}

export async function getRetention(connection: Connection, signal: AbortSignal): Promise<RetentionDays> {
  const answer = await connection.json({ method: 'GET', path: '/_docket/retention', signal });
  return { all: numberOf(at(answer, 'Days')), archived: numberOf(at(answer, 'ArchivedDays')) };
}

/** Enables the hub of this account in the Region of the connection, with the products that come with it. */
export async function enableHub(connection: Connection): Promise<void> {
  await connection.json({ method: 'POST', path: '/accounts', body: {} });
}
