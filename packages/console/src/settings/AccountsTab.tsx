import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import type { Account } from '../api/admin.js';
import { FormDialog } from '../components/FormDialog.js';
import { Go } from '../components/Go.js';
import { ListTable } from '../components/ListTable.js';
import { Inert } from '../components/Text.js';
import { Time } from '../components/Time.js';
import { changed, useChanges } from '../data/changes.js';
import { useHub } from '../data/useHub.js';
import { hrefTo } from '../router/location.js';
import { useSession } from '../session/context.js';
import { notify } from '../shell/notices.js';
import { strings } from '../strings.js';
import { useAdmin } from './useAdmin.js';

type Open = { kind: 'create' } | { kind: 'enable'; account: Account } | undefined;

const text = strings.settings.accounts;

/** The accounts of the hub. */
export function AccountsTab() {
  const admin = useAdmin();
  const accounts = useHub('accounts', (_, signal) => admin.accounts(signal), useChanges('accounts'));
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  return (
    <>
      <ListTable
        title={text.title}
        description={text.description}
        query={accounts}
        keyOf={({ id }) => id}
        textOf={({ id, name }) => `${id} ${name}`}
        empty={<Box>{text.none}</Box>}
        actions={<Button onClick={() => setOpen({ kind: 'create' })}>{text.create}</Button>}
        columns={[
          {
            id: 'id',
            header: strings.attributes.AwsAccountId,
            isRowHeader: true,
            sortingField: 'id',
            cell: ({ id }) => <Go href={hrefTo('/settings', { tab: 'users', account: id })}>{id}</Go>,
          },
          { id: 'name', header: text.name, sortingField: 'name', cell: ({ name }) => <Inert>{name}</Inert> },
          {
            id: 'created',
            header: text.created,
            sortingField: 'createdAt',
            cell: ({ createdAt }) => <Time>{createdAt}</Time>,
          },
          {
            id: 'actions',
            header: strings.common.actions,
            cell: (account) => (
              <Button variant="inline-link" onClick={() => setOpen({ kind: 'enable', account })}>
                {text.enable}
              </Button>
            ),
          },
        ]}
      />
      {open?.kind === 'create' && <CreateDialog onClose={close} />}
      {open?.kind === 'enable' && <EnableDialog account={open.account} onClose={close} />}
    </>
  );
}

function CreateDialog({ onClose }: { onClose: () => void }) {
  const admin = useAdmin();
  const [id, setId] = useState('');
  const [name, setName] = useState('');
  return (
    <FormDialog
      title={text.create}
      submitText={strings.common.save}
      disabled={name.trim() === ''}
      onClose={onClose}
      onSubmit={async () => {
        await admin.createAccount(id.trim(), name.trim());
        changed('accounts');
        onClose();
      }}
    >
      <FormField label={text.name}>
        <Input value={name} onChange={({ detail }) => setName(detail.value)} />
      </FormField>
      <FormField label={text.id} constraintText={text.idHint}>
        <Input value={id} inputMode="numeric" onChange={({ detail }) => setId(detail.value)} />
      </FormField>
    </FormDialog>
  );
}

function EnableDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const admin = useAdmin();
  const { region } = useSession();
  const [chosen, setChosen] = useState(region);
  return (
    <FormDialog
      title={text.enable}
      submitText={text.enable}
      disabled={chosen.trim() === ''}
      onClose={onClose}
      onSubmit={async () => {
        await admin.enableHub(account.id, chosen.trim());
        notify('success', text.enabled(account.id, chosen.trim()));
        onClose();
      }}
    >
      <FormField label={strings.attributes.Region}>
        <Input value={chosen} onChange={({ detail }) => setChosen(detail.value)} />
      </FormField>
    </FormDialog>
  );
}
