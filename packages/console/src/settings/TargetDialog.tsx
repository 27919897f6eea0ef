import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { type ActionTarget, createTarget, updateTarget } from '../api/targets.js';
import { FormDialog } from '../components/FormDialog.js';
import { changed } from '../data/changes.js';
import { useSession } from '../session/context.js';
import { strings } from '../strings.js';

/** Makes a custom action, or changes one: its id stays as it is then. */
export function TargetDialog({ target, onClose }: { target?: ActionTarget; onClose: () => void }) {
  const { connection } = useSession();
  const [id, setId] = useState('');
  const [name, setName] = useState(target?.name ?? '');
  const [description, setDescription] = useState(target?.description ?? '');
  const text = strings.settings.targets;
  return (
    <FormDialog
      title={target === undefined ? text.create : text.edit}
      submitText={strings.common.save}
      disabled={name.trim() === '' || description.trim() === '' || (target === undefined && id.trim() === '')}
      onClose={onClose}
      onSubmit={async () => {
        if (target === undefined) await createTarget(connection, { id: id.trim(), name, description });
        else await updateTarget(connection, { ...target, name, description });
        changed('targets');
        onClose();
      }}
    >
      {target === undefined && (
        <FormField label={text.id} constraintText={text.idHint}>
          <Input value={id} onChange={({ detail }) => setId(detail.value)} />
        </FormField>
      )}
      <FormField label={text.name}>
        <Input value={name} onChange={({ detail }) => setName(detail.value)} />
      </FormField>
      <FormField label={text.descriptionLabel}>
        <Input value={description} onChange={({ detail }) => setDescription(detail.value)} />
      </FormField>
    </FormDialog>
  );
}
