import { at, listOf, numberAt, textAt, textOf, textsOf } from '../json.js';
import type { Connection } from './connection.js';

export type SinkKind = 'webhook' | 'file';

/** Where events are sent, and how that goes. */
export interface Sink {
  readonly id: string;
  readonly name: string;
  readonly kind: SinkKind;
  readonly enabled: boolean;
  /** A URL, or the name of a file. */
  readonly target: string;
  /** Of further headers that a webhook gets; their values nobody is told. */
  readonly headerNames: readonly string[];
  readonly pending: number;
  readonly delivered: number;
  readonly dead: number;
  readonly lastDelivered: string | undefined;
  readonly lastError: { readonly time: string; readonly message: string } | undefined;
}

export interface Sinks {
  readonly sinks: readonly Sink[];
  /** That this hub can make: files only where it has a folder for them. */
  readonly kinds: readonly SinkKind[];
}

/** What is told of a sink that is made or changed; what is undefined stays. */
export interface SinkDraft {
  readonly name: string;
  readonly kind: SinkKind;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>> | undefined;
}

const PATH = '/_docket/events/sinks';
const KINDS: readonly SinkKind[] = ['webhook', 'file'];
const pathOf = (id: string): string => `${PATH}/${encodeURIComponent(id)}`;

function sinkOf(sink: unknown): Sink {
  const error = at(sink, 'Health', 'LastError');
  const kind = KINDS.find((one) => one === textAt(sink, 'Kind')) ?? 'webhook';
  return {
    id: textAt(sink, 'Id'),
    name: textAt(sink, 'Name'),
    kind,
    enabled: textAt(sink, 'State') === 'ENABLED',
    target: kind === 'webhook' ? textAt(sink, 'Webhook', 'Url') : textAt(sink, 'File', 'Name'),
    headerNames: textsOf(at(sink, 'Webhook', 'HeaderNames')),
    pending: numberAt(sink, 'Health', 'Pending'),
    delivered: numberAt(sink, 'Health', 'Delivered'),
    dead: numberAt(sink, 'Health', 'Dead'),
    lastDelivered: textOf(at(sink, 'Health', 'LastDelivered')),
    lastError:
      error === undefined ? undefined : { time: textAt(error, 'Time'), message: textAt(error, 'Message') },
  };
}

export async function listSinks(connection: Connection, signal: AbortSignal): Promise<Sinks> {
  const answer = await connection.json({ method: 'GET', path: PATH, signal });
  const kinds = textsOf(at(answer, 'Kinds'));
  return {
    sinks: listOf(at(answer, 'Sinks')).map(sinkOf),
    kinds: KINDS.filter((kind) => kinds.includes(kind)),
  };
}

const settingsOf = ({ kind, target, headers }: SinkDraft) =>
  kind === 'webhook'
    ? { Webhook: { Url: target, ...(headers && { Headers: headers }) } }
    : { File: { Name: target } };

/**
 * @param id undefined: a new one
 * @returns the secret that a webhook's events are signed with, where one was made: nobody is told it again
 */
export async function saveSink(
  connection: Connection,
  id: string | undefined,
  draft: SinkDraft,
): Promise<string | undefined> {
  const settings = { Name: draft.name, ...settingsOf(draft) };
  const answer = await connection.json(
    id === undefined
      ? { method: 'POST', path: PATH, body: { ...settings, Kind: draft.kind } }
      : { method: 'PUT', path: pathOf(id), body: settings },
  );
  return textOf(at(answer, 'Secret'));
}

export async function enableSink(connection: Connection, id: string, enabled: boolean): Promise<void> {
  const body = { State: enabled ? 'ENABLED' : 'DISABLED' };
  await connection.json({ method: 'PUT', path: pathOf(id), body });
}

/** Makes another secret; the one before no longer signs anything. */
export async function rotateSecret(connection: Connection, id: string): Promise<string> {
  const answer = await connection.json({ method: 'PUT', path: pathOf(id), body: { RotateSecret: true } });
  return textAt(answer, 'Secret');
}

export async function deleteSink(connection: Connection, id: string): Promise<void> {
  await connection.json({ method: 'DELETE', path: pathOf(id) });
}

/** Sends an event that says that it is a test. */
export async function testSink(
  connection: Connection,
  id: string,
): Promise<{ delivered: boolean; message: string }> {
  const answer = await connection.json({ method: 'POST', path: `${pathOf(id)}/test`, body: {} });
  return { delivered: at(answer, 'Delivered') === true, message: textAt(answer, 'Message') };
}
