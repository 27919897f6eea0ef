import { openSecrets, type SinkParts } from '../../events/sinks/open.js';
import type { DeliveryState, EventSinkRow, SinkCount } from '../../store/events.js';
import { renderState } from './access.js';

export type Counts = readonly SinkCount[];

/** A sink as callers see it: nothing that only the sink may know. */
export function renderSink(row: EventSinkRow, parts: SinkParts, counts: Counts) {
  const of = (state: DeliveryState): number =>
    counts.find((one) => one.sink === row.id && one.state === state)?.count ?? 0;
  return {
    ...{ Id: row.id, Name: row.name, Kind: row.kind, State: renderState(row.enabled) },
    ...(row.kind === 'webhook'
      ? { Webhook: { Url: row.target, HeaderNames: headerNames(row, parts) } }
      : { File: { Name: row.target } }),
    ...{ CreatedAt: row.createdAt, UpdatedAt: row.updatedAt },
    Health: {
      ...{ Pending: of('PENDING'), Delivered: of('DELIVERED'), Dead: of('DEAD') },
      ...(row.lastDeliveredAt !== null && { LastDelivered: row.lastDeliveredAt }),
      ...(row.lastErrorAt !== null && {
        LastError: { Time: row.lastErrorAt, Message: row.lastError ?? '' },
      }),
    },
  };
}

function headerNames(row: EventSinkRow, { sealer }: SinkParts): string[] {
  try {
    return Object.keys(openSecrets(row, sealer).headers);
  } catch {
    // Sealed with a master key that is lost: deliveries say so.
    return [];
  }
}
