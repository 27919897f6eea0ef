import { at, listOf, numberAt, textAt, textOf } from '../json.js';
import type { Connection } from './connection.js';

export const DELIVERY_STATES = ['PENDING', 'DELIVERED', 'DEAD'] as const;

/** An event on its way to a sink. */
export interface Delivery {
  readonly id: string;
  readonly sink: string;
  readonly rule: string;
  readonly detailType: string;
  /** What the event is about: a finding's Id, or the like. */
  readonly subject: string;
  readonly time: string;
  readonly state: string;
  readonly attempts: number;
  /** When it is tried next. */
  readonly due: string | undefined;
  /** What came of the last attempt, and when that was. */
  readonly message: string | undefined;
  readonly tried: string | undefined;
}

export interface DeliveryPage {
  readonly deliveries: readonly Delivery[];
  readonly next: string | undefined;
}

/** Certain ones, or all dead ones of a sink. */
export type DeliverySelection = { readonly ids: readonly string[] } | { readonly sink: string };

const PATH = '/_docket/events/deliveries';

const deliveryOf = (delivery: unknown): Delivery => ({
  id: textAt(delivery, 'Id'),
  sink: textAt(delivery, 'SinkId'),
  rule: textAt(delivery, 'RuleId'),
  detailType: textAt(delivery, 'DetailType'),
  subject: textAt(delivery, 'Subject'),
  time: textAt(delivery, 'Time'),
  state: textAt(delivery, 'State'),
  attempts: numberAt(delivery, 'Attempts'),
  due: textOf(at(delivery, 'Due')),
  message: textOf(at(delivery, 'Message')),
  tried: textOf(at(delivery, 'Tried')),
});

/** A page of them, the newest first. */
export async function listDeliveries(
  connection: Connection,
  {
    sink,
    state,
    token,
  }: { sink?: string | undefined; state?: string | undefined; token?: string | undefined },
  signal: AbortSignal,
): Promise<DeliveryPage> {
  const answer = await connection.json({
    method: 'POST',
    path: PATH,
    body: {
      MaxResults: 50,
      ...(sink !== undefined && { SinkId: sink }),
      ...(state !== undefined && { State: state }),
      ...(token !== undefined && { NextToken: token }),
    },
    signal,
  });
  return {
    deliveries: listOf(at(answer, 'Deliveries')).map(deliveryOf),
    next: textOf(at(answer, 'NextToken')),
  };
}

export interface WholeDelivery extends Delivery {
  /** Undefined once it is delivered. */
  readonly event: unknown;
}

export async function getDelivery(
  connection: Connection,
  id: string,
  signal: AbortSignal,
): Promise<WholeDelivery> {
  const path = `${PATH}/${encodeURIComponent(id)}`;
  const delivery = at(await connection.json({ method: 'GET', path, signal }), 'Delivery');
  return { ...deliveryOf(delivery), event: at(delivery, 'Event') };
}

const bodyOf = (selection: DeliverySelection) =>
  'ids' in selection ? { DeliveryIds: selection.ids } : { SinkId: selection.sink };

/** Sends them again. @returns how many */
export async function retryDeliveries(connection: Connection, selection: DeliverySelection): Promise<number> {
  const body = bodyOf(selection);
  return numberAt(await connection.json({ method: 'POST', path: `${PATH}/retry`, body }), 'Count');
}

/** @returns how many were deleted */
export async function deleteDeliveries(
  connection: Connection,
  selection: DeliverySelection,
): Promise<number> {
  const body = bodyOf(selection);
  return numberAt(await connection.json({ method: 'POST', path: `${PATH}/delete`, body }), 'Count');
}
