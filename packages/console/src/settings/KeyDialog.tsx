import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import { useState } from 'react';
import type { NewKey } from '../api/admin.js';
import { FormDialog } from '../components/FormDialog.js';
import { SecretDialog } from '../components/SecretDialog.js';
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
      <SecretDialog
        title={text.made}
        message={text.once}
        values={[
          [text.id, made.id],
          [text.secret, made.secret],
        ]}
        onClose={onClose}
      />
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
