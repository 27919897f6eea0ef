import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import { useState } from 'react';
import { deleteSink, enableSink, listSinks, rotateSecret, type Sink, testSink } from '../api/event-sinks.js';
import { failureOf } from '../api/failure.js';
import { Ago } from '../components/Ago.js';
import { ConfirmDialog } from '../components/ConfirmDialog.js';
import { Go } from '../components/Go.js';
import { ListTable } from '../components/ListTable.js';
import { SecretDialog } from '../components/SecretDialog.js';
import { Inert, Text } from '../components/Text.js';
import { changed, useChanges } from '../data/changes.js';
import { useHub } from '../data/useHub.js';
import { numberText } from '../format.js';
import { useSession } from '../session/context.js';
import { notify } from '../shell/notices.js';
import { strings } from '../strings.js';
import { clipped, visible } from '../text.js';
import { eventsHref } from './address.js';
import { EnabledToggle } from './EnabledToggle.js';
import { SinkDialog } from './SinkDialog.js';

type Open =
  | { kind: 'create' }
  | { kind: 'edit' | 'delete' | 'rotate'; sink: Sink }
  | { kind: 'secret'; name: string; secret: string }
  | undefined;

const text = strings.events.sinks;
const shortName = (name: string): string => visible(clipped(name, 100));

/** Where events are sent, and how that goes. */
export function SinksTab() {
  const { connection } = useSession();
  const query = useHub('event sinks', listSinks, useChanges('events'));
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const kinds = query.data?.kinds ?? [];
  const { data, ...rest } = query;

  const test = async ({ id, name }: Sink) => {
    try {
      const { delivered, message } = await testSink(connection, id);
      const said = delivered ? text.testDelivered : text.testFailed;
      notify(delivered ? 'success' : 'error', said(shortName(name), visible(clipped(message, 300))));
    } catch (error) {
      notify('error', text.testFailed(shortName(name), failureOf(error).message));
    }
  };
  const act = (sink: Sink, id: string) => {
    if (id === 'test') test(sink);
    else if (id === 'edit' || id === 'rotate' || id === 'delete') setOpen({ kind: id, sink });
  };
  const saved = (name: string, secret: string | undefined) =>
    setOpen(secret === undefined ? undefined : { kind: 'secret', name, secret });

  const count = (sink: Sink, state: 'PENDING' | 'DELIVERED' | 'DEAD', number: number) => (
    <Go
      href={eventsHref('deliveries', { sink: sink.id, state })}
      ariaLabel={text.countOf(number, strings.events.deliveries.states[state], shortName(sink.name))}
    >
      {numberText(number)}
    </Go>
  );

  return (
    <>
      <ListTable
        title={text.title}
        description={text.hint}
        query={{ ...rest, data: data?.sinks }}
        keyOf={({ id }) => id}
        textOf={({ name, target }) => `${name} ${target}`}
        empty={<Box>{text.none}</Box>}
        actions={
          <Button variant="primary" onClick={() => setOpen({ kind: 'create' })}>
            {text.create}
          </Button>
        }
        columns={[
          {
            id: 'name',
            header: strings.events.name,
            isRowHeader: true,
            sortingField: 'name',
            cell: ({ name }) => <Inert>{clipped(name, 200)}</Inert>,
          },
          {
            id: 'target',
            header: text.target,
            cell: ({ kind, target }) => (
              <>
                {text.kinds[kind]}: <Text max={200}>{target}</Text>
              </>
            ),
          },
          {
            id: 'enabled',
            header: strings.events.enabled,
            width: 110,
            cell: (sink) => (
              <EnabledToggle
                name={shortName(sink.name)}
                enabled={sink.enabled}
                enable={(enabled) => enableSink(connection, sink.id, enabled)}
              />
            ),
          },
          {
            id: 'pending',
            header: text.pending,
            width: 120,
            cell: (sink) => count(sink, 'PENDING', sink.pending),
          },
          {
            id: 'delivered',
            header: text.delivered,
            width: 120,
            cell: (sink) => count(sink, 'DELIVERED', sink.delivered),
          },
          { id: 'dead', header: text.dead, width: 90, cell: (sink) => count(sink, 'DEAD', sink.dead) },
          {
            id: 'last',
            header: text.lastDelivered,
            cell: ({ lastDelivered }) => <Ago>{lastDelivered}</Ago>,
          },
          {
            id: 'error',
            header: text.lastError,
            cell: ({ lastError }) =>
              lastError === undefined ? (
                '–'
              ) : (
                <>
                  <Ago>{lastError.time}</Ago>: <Text max={200}>{lastError.message}</Text>
                </>
              ),
          },
          {
            id: 'actions',
            header: strings.common.actions,
            width: 110,
            cell: (sink) => (
              <ButtonDropdown
                variant="inline-icon"
                ariaLabel={text.more(shortName(sink.name))}
                expandToViewport
                items={[
                  { id: 'test', text: text.test },
                  { id: 'edit', text: strings.common.edit },
                  { id: 'rotate', text: text.rotate, disabled: sink.kind !== 'webhook' },
                  { id: 'delete', text: strings.common.delete },
                ]}
                onItemClick={({ detail }) => act(sink, detail.id)}
              />
            ),
          },
        ]}
      />
      {open?.kind === 'create' && <SinkDialog kinds={kinds} onClose={close} onSaved={saved} />}
      {open?.kind === 'edit' && <SinkDialog sink={open.sink} kinds={kinds} onClose={close} onSaved={saved} />}
      {open?.kind === 'secret' && (
        <SecretDialog
          title={text.secretTitle(shortName(open.name))}
          message={`${text.secretOnce} ${text.secretHint}`}
          values={[[text.secret, open.secret]]}
          onClose={close}
        />
      )}
      {open?.kind === 'rotate' && (
        <ConfirmDialog
          title={text.rotate}
          message={text.rotateMessage(shortName(open.sink.name))}
          confirmText={text.rotate}
          onClose={close}
          onConfirm={async () => {
            const { id, name } = open.sink;
            const secret = await rotateSecret(connection, id);
            changed('events');
            setOpen({ kind: 'secret', name, secret });
          }}
        />
      )}
      {open?.kind === 'delete' && (
        <ConfirmDialog
          title={text.deleteTitle}
          message={text.deleteMessage(shortName(open.sink.name))}
          confirmText={strings.common.delete}
          onClose={close}
          onConfirm={async () => {
            await deleteSink(connection, open.sink.id);
            changed('events');
            close();
          }}
        />
      )}
    </>
  );
}
