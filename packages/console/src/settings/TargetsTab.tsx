import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { type ActionTarget, deleteTarget, listTargets } from '../api/targets.js';
import { ConfirmDialog } from '../components/ConfirmDialog.js';
import { ListTable } from '../components/ListTable.js';
import { Text } from '../components/Text.js';
import { changed, useChanges } from '../data/changes.js';
import { useHub } from '../data/useHub.js';
import { useSession } from '../session/context.js';
import { strings } from '../strings.js';
import { clipped, visible } from '../text.js';
import { TargetDialog } from './TargetDialog.js';

type Open = { kind: 'create' } | { kind: 'edit' | 'delete'; target: ActionTarget } | undefined;

/** Custom actions: where findings can be sent by hand. */
export function TargetsTab() {
  const { connection } = useSession();
  const targets = useHub('targets', listTargets, useChanges('targets'));
  const [open, setOpen] = useState<Open>();
  const text = strings.settings.targets;
  const close = () => setOpen(undefined);
  return (
    <>
      <ListTable
        title={text.title}
        description={text.description}
        query={targets}
        keyOf={({ arn }) => arn}
        textOf={({ name, description }) => `${name} ${description}`}
        empty={<Box>{text.none}</Box>}
        actions={<Button onClick={() => setOpen({ kind: 'create' })}>{text.create}</Button>}
        columns={[
          {
            id: 'name',
            header: text.name,
            isRowHeader: true,
            sortingField: 'name',
            cell: ({ name }) => <Text>{name}</Text>,
          },
          {
            id: 'description',
            header: text.descriptionLabel,
            cell: ({ description }) => <Text>{description}</Text>,
          },
          { id: 'arn', header: text.arn, cell: ({ arn }) => <Text>{arn}</Text> },
          {
            id: 'actions',
            header: strings.common.actions,
            width: 190,
            cell: (target) => (
              <SpaceBetween direction="horizontal" size="xs">
                <Button variant="inline-link" onClick={() => setOpen({ kind: 'edit', target })}>
                  {strings.common.edit}
                </Button>
                <Button variant="inline-link" onClick={() => setOpen({ kind: 'delete', target })}>
                  {strings.common.delete}
                </Button>
              </SpaceBetween>
            ),
          },
        ]}
      />
      {open?.kind === 'create' && <TargetDialog onClose={close} />}
      {open?.kind === 'edit' && <TargetDialog target={open.target} onClose={close} />}
      {open?.kind === 'delete' && (
        <ConfirmDialog
          title={text.deleteTitle}
          message={text.deleteMessage(visible(clipped(open.target.name, 100)))}
          confirmText={strings.common.delete}
          onClose={close}
          onConfirm={async () => {
            await deleteTarget(connection, open.target.arn);
            changed('targets');
            close();
          }}
        />
      )}
    </>
  );
}
