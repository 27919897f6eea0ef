import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { createView, type SavedView } from '../api/views.js';
import { FormDialog } from '../components/FormDialog.js';
import { changed } from '../data/changes.js';
import { useSession } from '../session/context.js';
import { strings } from '../strings.js';

interface Props {
  query: string;
  onClose: () => void;
  onSaved: (view: SavedView) => void;
}

/** Asks for the name of a view and saves it. */
export function SaveViewDialog({ query, onClose, onSaved }: Props) {
  const { connection } = useSession();
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const text = strings.views;
  return (
    <FormDialog
      title={text.saveAs}
      submitText={text.save}
      disabled={name.trim() === ''}
      onClose={onClose}
      onSubmit={async () => {
        const view = await createView(connection, { name: name.trim(), query, shared });
        changed('views');
        onSaved(view);
      }}
    >
      <SpaceBetween size="m">
        <FormField label={text.name}>
          <Input value={name} onChange={({ detail }) => setName(detail.value)} />
        </FormField>
        <Checkbox checked={shared} onChange={({ detail }) => setShared(detail.checked)}>
          {text.shareLabel}
        </Checkbox>
      </SpaceBetween>
    </FormDialog>
  );
}
