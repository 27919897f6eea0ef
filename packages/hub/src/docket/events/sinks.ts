import { randomUUID } from 'node:crypto';
import { notFound } from '../../admin/found.js';
import { flag, optional, type Reader, readMembers, required } from '../../admin/members.js';
import { invalidInput, ServiceError } from '../../errors.js';
import { openSecrets, type SinkParts, sealSecrets } from '../../events/sinks/open.js';
import { makeSecret } from '../../events/sinks/signature.js';
import type { EventSinkRow, SinkKind } from '../../store/events.js';
import type { DocketContext, DocketRoute } from '../route.js';
import { authorizeEventChanges, authorizeEvents, ownKey, readState } from './access.js';
import { type Counts, renderSink } from './render-sink.js';
import { eventName } from './rules.js';
import { readFile, readWebhook } from './sink-settings.js';

const QUOTA = 50;

const kindOf: Reader<SinkKind> = (value, name) => {
  if (value === 'webhook' || value === 'file') return value;
  throw invalidInput(`${name} must be webhook or file`);
};

/** Sinks are where events go to. */
export function sinkRoutes(parts: SinkParts, awake: (sink: string) => void): DocketRoute[] {
  const render = (row: EventSinkRow, counts: Counts = []) => renderSink(row, parts, counts);
  return [
    {
      method: 'GET',
      path: '/_docket/events/sinks',
      name: 'docket:ListEventSinks',
      async handle(_input, context) {
        await authorizeEvents(context);
        const { store, caller } = context;
        const rows = await store.control.listEventSinks(caller.account, caller.region);
        const counts = await store.deliveries.count(caller.account, caller.region);
        const kinds = parts.folder === undefined ? ['webhook'] : ['webhook', 'file'];
        return { status: 200, body: { Sinks: rows.map((row) => render(row, counts)), Kinds: kinds } };
      },
    },
    {
      method: 'POST',
      path: '/_docket/events/sinks',
      name: 'docket:CreateEventSink',
      async handle({ body }, context) {
        await authorizeEventChanges(context);
        const members = readMembers(body, ['Name', 'Kind', 'State', 'Webhook', 'File']);
        const time = context.now.toISOString();
        const key = ownKey(randomUUID(), context);
        const kind = required(members, 'Kind', kindOf);
        const { target, secret, shown } = settingsOf(kind, key.id, members, parts);
        const row: EventSinkRow = {
          ...key,
          ...{ kind, target, secret },
          name: required(members, 'Name', eventName),
          enabled: readState(members, true),
          ...{ createdAt: time, updatedAt: time, lastDeliveredAt: null, lastErrorAt: null, lastError: null },
        };
        if ((await context.store.control.createEventSink(row, QUOTA)) === 'full') {
          throw new ServiceError('LimitExceededException', `There can be ${QUOTA} sinks at most`);
        }
        return { status: 201, body: { Sink: render(row), ...(shown !== undefined && { Secret: shown }) } };
      },
    },
    {
      method: 'PUT',
      path: '/_docket/events/sinks/:id',
      name: 'docket:UpdateEventSink',
      async handle({ id, body }, context) {
        await authorizeEventChanges(context);
        const members = readMembers(body, ['Name', 'State', 'Webhook', 'File', 'RotateSecret']);
        const row = await requireSink(id, context);
        const { shown, ...settings } = changedSettings(row, members, parts);
        // Nothing else: another may be changing the rest.
        const changes = {
          ...(members.has('Name') && { name: required(members, 'Name', eventName) }),
          ...(members.has('State') && { enabled: readState(members, row.enabled) }),
          ...settings,
          updatedAt: context.now.toISOString(),
        };
        if (!(await context.store.control.updateEventSink(row, changes))) throw notFound(`The sink ${id}`);
        awake(id);
        const counts = await context.store.deliveries.count(row.account, row.region);
        return {
          status: 200,
          body: {
            Sink: render({ ...row, ...changes }, counts),
            ...(shown !== undefined && { Secret: shown }),
          },
        };
      },
    },
    {
      method: 'DELETE',
      path: '/_docket/events/sinks/:id',
      name: 'docket:DeleteEventSink',
      async handle({ id }, context) {
        await authorizeEventChanges(context);
        const { store, caller } = context;
        const row = await requireSink(id, context);
        const rules = await store.control.listEventRules(caller.account, caller.region);
        const user = rules.find(({ sinks }) => sinks.includes(id));
        if (user !== undefined) {
          throw new ServiceError(
            'ResourceConflictException',
            `The event rule ${JSON.stringify(user.name)} sends to this sink: change or delete the rule first`,
          );
        }
        if (!(await store.control.deleteEventSink(row))) throw notFound(`The sink ${id}`);
        await store.deliveries.removeAll(row);
        return { status: 200, body: {} };
      },
    },
  ];
}

/** The sink of the caller with an id. Throws ResourceNotFoundException. */
export async function requireSink(id: string, { store, caller }: DocketContext): Promise<EventSinkRow> {
  const rows = await store.control.listEventSinks(caller.account, caller.region);
  const row = rows.find((one) => one.id === id);
  if (row === undefined) throw notFound(`The sink ${id}`);
  return row;
}

interface Settings {
  target: string;
  secret: string;
  /** A secret that was made just now: the only time that it is shown. */
  shown?: string;
}

function settingsOf(
  kind: SinkKind,
  id: string,
  members: ReadonlyMap<string, unknown>,
  { sealer, networks, folder }: SinkParts,
): Settings {
  refuseOthers(kind, members);
  if (kind === 'webhook') {
    const { url, headers } = readWebhook(members.has('Webhook') ? members.get('Webhook') : {}, networks, {
      url: undefined,
      headers: {},
    });
    const secret = makeSecret();
    return { target: url, secret: sealSecrets(id, { secret, headers }, sealer), shown: secret };
  }
  if (folder === undefined) {
    throw invalidInput('This hub writes no files: start it with a folder for them (--events-folder)');
  }
  return { target: readFile(members.has('File') ? members.get('File') : {}), secret: '' };
}

/** What is said of a sink of another kind would be lost without a word. */
function refuseOthers(kind: SinkKind, members: ReadonlyMap<string, unknown>): void {
  const others = kind === 'webhook' ? ['File'] : ['Webhook', 'RotateSecret'];
  const other = others.find((name) => members.has(name));
  if (other !== undefined) throw invalidInput(`A sink of the kind ${kind} has no ${other}`);
}

function changedSettings(
  row: EventSinkRow,
  members: ReadonlyMap<string, unknown>,
  { sealer, networks }: SinkParts,
): Partial<Settings> {
  refuseOthers(row.kind, members);
  if (row.kind === 'file') return members.has('File') ? { target: readFile(members.get('File')) } : {};
  const rotate = optional(members, 'RotateSecret', flag, false);
  if (!rotate && !members.has('Webhook')) return {};
  // Sealed with a key that is lost, headers are lost too.
  const before = rotate ? readable(row, sealer) : openSecrets(row, sealer);
  const { url, headers } = readWebhook(members.has('Webhook') ? members.get('Webhook') : {}, networks, {
    ...before,
    url: row.target,
  });
  const secret = rotate ? makeSecret() : before.secret;
  return {
    ...(members.has('Webhook') && { target: url }),
    secret: sealSecrets(row.id, { secret, headers }, sealer),
    ...(rotate && { shown: secret }),
  };
}

function readable(row: EventSinkRow, sealer: SinkParts['sealer']): ReturnType<typeof openSecrets> {
  try {
    return openSecrets(row, sealer);
  } catch {
    return { secret: '', headers: {} };
  }
}
