import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Textarea from '@cloudscape-design/components/textarea';
import { useState } from 'react';
import type { User } from '../api/admin.js';
import { FormDialog } from '../components/FormDialog.js';
import { changed } from '../data/changes.js';
import { strings } from '../strings.js';
import { useAdmin } from './useAdmin.js';

const FIRST = `[
  "AWSSecurityHubReadOnlyAccess"
]`;

/** A JSON list; undefined while it is none. */
function listFrom(text: string): readonly unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Makes a user, or replaces the policies of one. */
export function UserDialog({
  account,
  user,
  onClose,
}: {
  account: string;
  user?: User;
  onClose: () => void;
}) {
  const admin = useAdmin();
  const [name, setName] = useState('');
  const [policies, setPolicies] = useState(
    user === undefined ? FIRST : JSON.stringify(user.policies, undefined, 2),
  );
  const list = listFrom(policies);
  const text = strings.settings.users;
  return (
    <FormDialog
      title={user === undefined ? text.create : text.policiesOf(user.name)}
      submitText={strings.common.save}
      disabled={list === undefined || (user === undefined && name.trim() === '')}
      onClose={onClose}
      onSubmit={async () => {
        if (list === undefined) return;
        if (user === undefined) await admin.createUser(account, name.trim(), list);
        else await admin.putPolicies(account, user.name, list);
        changed('accounts');
        onClose();
      }}
    >
      {user === undefined && (
        <FormField label={text.name}>
          <Input value={name} onChange={({ detail }) => setName(detail.value)} />
        </FormField>
      )}
      <FormField
        label={text.policies}
        description={text.policiesHint}
        errorText={list === undefined && text.notJson}
        stretch
      >
        <Textarea
          rows={14}
          spellcheck={false}
          value={policies}
          onChange={({ detail }) => setPolicies(detail.value)}
        />
      </FormField>
    </FormDialog>
  );
}
