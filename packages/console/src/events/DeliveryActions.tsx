import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { type DeliverySelection, deleteDeliveries, retryDeliveries } from '../api/deliveries.js';
import type { Sink } from '../api/event-sinks.js';
import { failureOf } from '../api/failure.js';
import { ConfirmDialog } from '../components/ConfirmDialog.js';
import { changed } from '../data/changes.js';
import { useSession } from '../session/context.js';
import { notify } from '../shell/notices.js';
import { strings } from '../strings.js';
import { clipped, visible } from '../text.js';

interface Props {
  /** Ids of those that are ticked. */
  selected: readonly string[];
  /** The sink that is looked at, whose dead ones can be meant all together. */
  sink: Sink | undefined;
  onDone: () => void;
}

const text = strings.events.deliveries;

/** What can be done with deliveries: those that are ticked, or all dead ones of a sink. */
export function DeliveryActions({ selected, sink, onDone }: Props) {
  const { connection } = useSession();
  const [deleting, setDeleting] = useState<{ message: string; selection: DeliverySelection }>();
  const ids = { ids: selected };

  const retry = async (selection: DeliverySelection) => {
    try {
      notify('success', text.retried(await retryDeliveries(connection, selection)));
    } catch (error) {
      notify('error', strings.events.notChanged(failureOf(error).message));
    }
    onDone();
    changed('events');
  };
  const actOnAll = (id: string) => {
    if (sink === undefined) return;
    const selection = { sink: sink.id };
    if (id === 'retry') retry(selection);
    else setDeleting({ message: text.deleteDead(visible(clipped(sink.name, 100))), selection });
  };

  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button iconName="refresh" ariaLabel={strings.findings.refresh} onClick={() => changed('events')} />
      <ButtonDropdown
        disabled={sink === undefined}
        disabledReason={text.sinkFirst}
        items={[
          { id: 'retry', text: text.retryAll },
          { id: 'delete', text: text.removeAll },
        ]}
        onItemClick={({ detail }) => actOnAll(detail.id)}
      >
        {text.states.DEAD}
      </ButtonDropdown>
      <Button
        disabled={selected.length === 0}
        disabledReason={text.selectFirst}
        onClick={() => setDeleting({ message: text.deleteSelected(selected.length), selection: ids })}
      >
        {text.remove}
      </Button>
      <Button
        variant="primary"
        disabled={selected.length === 0}
        disabledReason={text.selectFirst}
        onClick={() => retry(ids)}
      >
        {text.retry}
      </Button>
      {deleting && (
        <ConfirmDialog
          title={text.deleteTitle}
          message={deleting.message}
          confirmText={text.remove}
          onClose={() => setDeleting(undefined)}
          onConfirm={async () => {
            notify('success', text.removed(await deleteDeliveries(connection, deleting.selection)));
            setDeleting(undefined);
            onDone();
            changed('events');
          }}
        />
      )}
    </SpaceBetween>
  );
}
