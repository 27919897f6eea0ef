import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import type { AccessKey } from '../api/admin.js';
import { failureOf } from '../api/failure.js';
import { ConfirmDialog } from '../components/ConfirmDialog.js';
import { ListTable } from '../components/ListTable.js';
import { Inert } from '../components/Text.js';
import { Time } from '../components/Time.js';
import { changed, useChanges } from '../data/changes.js';
import { useHub } from '../data/useHub.js';
import { notify } from '../shell/notices.js';
import { strings } from '../strings.js';
import { KeyDialog } from './KeyDialog.js';
import { useAdmin } from './useAdmin.js';

type Open = { kind: 'create' } | { kind: 'delete'; id: string } | undefined;

/** The access keys of an account. Their secrets are shown once, when they are made. */
export function KeysTable({ account }: { account: string }) {
  const admin = useAdmin();
  const keys = useHub(`keys ${account}`, (_, signal) => admin.keys(account, signal), useChanges('accounts'));
  const [open, setOpen] = useState<Open>();
  const text = strings.settings.keys;
  const close = () => setOpen(undefined);

  const toggle = async ({ id, active }: AccessKey) => {
    try {
      await admin.setKeyActive(account, id, !active);
    } catch (error) {
      notify('error', text.notChanged(failureOf(error).message));
    }
    changed('accounts');
  };

  return (
    <>
      <ListTable
        title={text.title}
        query={keys}
        keyOf={({ id }) => id}
        textOf={({ id, userName }) => `${id} ${userName}`}
        empty={<Box>{text.none}</Box>}
        actions={<Button onClick={() => setOpen({ kind: 'create' })}>{text.create}</Button>}
        columns={[
          {
            id: 'id',
            header: text.id,
            isRowHeader: true,
            sortingField: 'id',
            cell: ({ id }) => <Inert>{id}</Inert>,
          },
          {
            id: 'user',
            header: text.user,
            sortingField: 'userName',
            cell: ({ userName }) => <Inert>{userName || text.root}</Inert>,
          },
          {
            id: 'status',
            header: text.status,
            cell: ({ active }) => (
              <StatusIndicator type={active ? 'success' : 'stopped'}>
                {active ? text.active : text.inactive}
              </StatusIndicator>
            ),
          },
          {
            id: 'created',
            header: text.created,
            sortingField: 'createdAt',
            cell: ({ createdAt }) => <Time>{createdAt}</Time>,
          },
          {
            id: 'actions',
            header: strings.common.actions,
            width: 220,
            cell: (key) => (
              <SpaceBetween direction="horizontal" size="xs">
                <Button variant="inline-link" onClick={() => toggle(key)}>
                  {key.active ? text.deactivate : text.activate}
                </Button>
                <Button variant="inline-link" onClick={() => setOpen({ kind: 'delete', id: key.id })}>
                  {strings.common.delete}
                </Button>
              </SpaceBetween>
            ),
          },
        ]}
      />
      {open?.kind === 'create' && <KeyDialog account={account} onClose={close} />}
      {open?.kind === 'delete' && (
        <ConfirmDialog
          title={text.deleteTitle}
          message={text.deleteMessage(open.id)}
          confirmText={strings.common.delete}
          onClose={close}
          onConfirm={async () => {
            await admin.deleteKey(account, open.id);
            changed('accounts');
            close();
          }}
        />
      )}
    </>
  );
}
