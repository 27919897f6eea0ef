import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { User } from '../api/admin.js';
import { ConfirmDialog } from '../components/ConfirmDialog.js';
import { ListTable } from '../components/ListTable.js';
import { Inert } from '../components/Text.js';
import { changed, useChanges } from '../data/changes.js';
import { useHub } from '../data/useHub.js';
import { strings } from '../strings.js';
import { UserDialog } from './UserDialog.js';
import { useAdmin } from './useAdmin.js';

type Open = { kind: 'create' } | { kind: 'edit' | 'delete'; user: User } | undefined;

/** The users of an account and what they may do. */
export function UsersTable({ account }: { account: string }) {
  const admin = useAdmin();
  const users = useHub(
    `users ${account}`,
    (_, signal) => admin.users(account, signal),
    useChanges('accounts'),
  );
  const [open, setOpen] = useState<Open>();
  const text = strings.settings.users;
  const close = () => setOpen(undefined);
  return (
    <>
      <ListTable
        title={text.title}
        description={text.description}
        query={users}
        keyOf={({ name }) => name}
        textOf={({ name }) => name}
        empty={<Box>{text.none}</Box>}
        actions={<Button onClick={() => setOpen({ kind: 'create' })}>{text.create}</Button>}
        columns={[
          {
            id: 'name',
            header: text.name,
            isRowHeader: true,
            sortingField: 'name',
            cell: ({ name }) => <Inert>{name}</Inert>,
          },
          {
            id: 'policies',
            header: text.policies,
            cell: ({ policies }) => text.policyCount(policies.length),
          },
          {
            id: 'actions',
            header: strings.common.actions,
            width: 220,
            cell: (user) => (
              <SpaceBetween direction="horizontal" size="xs">
                <Button variant="inline-link" onClick={() => setOpen({ kind: 'edit', user })}>
                  {text.editPolicies}
                </Button>
                <Button variant="inline-link" onClick={() => setOpen({ kind: 'delete', user })}>
                  {strings.common.delete}
                </Button>
              </SpaceBetween>
            ),
          },
        ]}
      />
      {open?.kind === 'create' && <UserDialog account={account} onClose={close} />}
      {open?.kind === 'edit' && <UserDialog account={account} user={open.user} onClose={close} />}
      {open?.kind === 'delete' && (
        <ConfirmDialog
          title={text.deleteTitle}
          message={text.deleteMessage(open.user.name)}
          confirmText={strings.common.delete}
          onClose={close}
          onConfirm={async () => {
            await admin.deleteUser(account, open.user.name);
            changed('accounts');
            close();
          }}
        />
      )}
    </>
  );
}
