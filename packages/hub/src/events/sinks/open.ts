import type { Sealer } from '../../access/sealer.js';
import type { EventSinkRow } from '../../store/events.js';
import { fileSink } from './file.js';
import type { Networks } from './networks.js';
import type { Sink } from './sink.js';
import { webhook } from './webhook.js';

/** What only a webhook may know, sealed in its row. */
export interface WebhookSecrets {
  secret: string;
  headers: Readonly<Record<string, string>>;
}

/** What sinks need of the hub. */
export interface SinkParts {
  sealer: Sealer;
  networks: Networks;
  /** Where files may be written; none if the operator named no folder. */
  folder: string | undefined;
}

/** What a sealed row tells. Throws if the master key is another than when it was sealed. */
export function openSecrets(
  { id, secret }: Pick<EventSinkRow, 'id' | 'secret'>,
  sealer: Sealer,
): WebhookSecrets {
  const text = sealer.open(secret, id);
  if (text === undefined) throw new Error('its secret was sealed with another master key: make a new one');
  // Sealed by `sealSecrets`, in this form.
  return JSON.parse(text);
}

export const sealSecrets = (id: string, secrets: WebhookSecrets, sealer: Sealer): string =>
  sealer.seal(JSON.stringify(secrets), id);

/** A sink that is ready to send. One that cannot be says why each time. */
export function openSink(row: EventSinkRow, { sealer, networks, folder }: SinkParts): Sink {
  try {
    if (row.kind === 'webhook') return webhook({ url: row.target, ...openSecrets(row, sealer) }, networks);
    if (folder === undefined)
      throw new Error('files are off: start the hub with a folder for them (--events-folder)');
    return fileSink(folder, row.target);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { batch: 1, send: async (events) => events.map(() => ({ kind: 'failed', message })) };
  }
}
