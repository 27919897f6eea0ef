import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Modal from '@cloudscape-design/components/modal';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { NewKey } from '../api/admin.js';
import { Code } from '../components/Code.js';
import { FormDialog } from '../components/FormDialog.js';
import { changed } from '../data/changes.js';
import { useHub } from '../data/useHub.js';
import { strings } from '../strings.js';
import { useAdmin } from './useAdmin.js';

const text = strings.settings.keys;

/** Makes a key for a user or the account's root, and shows its secret this once. */
export function KeyDialog({ account, onClose }: { account: string; onClose: () => void }) {
  const admin = useAdmin();
  const users = useHub(`users for keys ${account}`, (_, signal) => admin.users(account, signal));
  const [user, setUser] = useState('');
  const [made, setMade] = useState<NewKey>();
  const options = ['', ...(users.data ?? []).map(({ name }) => name)].map((value) => ({
    value,
    label: value === '' ? text.root : value,
  }));

  if (made !== undefined) {
    return (
      <Modal
        visible
        header={text.made}
        onDismiss={onClose}
        footer={
          <Box float="right">
            <Button variant="primary" onClick={onClose}>
              {strings.common.close}
            </Button>
          </Box>
        }
      >
        <SpaceBetween size="m">
          <Alert type="warning">{text.once}</Alert>
          <FormField label={text.id}>
            <Code label={text.id}>{made.id}</Code>
          </FormField>
          <FormField label={text.secret}>
            <Code label={text.secret}>{made.secret}</Code>
          </FormField>
        </SpaceBetween>
      </Modal>
    );
  }
  return (
    <FormDialog
      title={text.create}
      submitText={text.create}
      onClose={onClose}
      onSubmit={async () => {
        setMade(await admin.createKey(account, user));
        changed('accounts');
      }}
    >
      <FormField label={text.user}>
        <Select
          options={options}
          selectedOption={options.find(({ value }) => value === user) ?? null}
          statusType={users.loading ? 'loading' : 'finished'}
          onChange={({ detail }) => setUser(detail.selectedOption.value ?? '')}
        />
      </FormField>
    </FormDialog>
  );
}
