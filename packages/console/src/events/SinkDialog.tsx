import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import Textarea from '@cloudscape-design/components/textarea';
import { useState } from 'react';
import { type Sink, type SinkKind, saveSink } from '../api/event-sinks.js';
import { FormDialog } from '../components/FormDialog.js';
import { changed } from '../data/changes.js';
import { useSession } from '../session/context.js';
import { strings } from '../strings.js';
import { visible } from '../text.js';
import { headersFrom } from './headers.js';

interface Props {
  /** Undefined: a new one. */
  sink?: Sink;
  kinds: readonly SinkKind[];
  onClose: () => void;
  /** @param secret that a new webhook has */
  onSaved: (name: string, secret: string | undefined) => void;
}

const text = strings.events.sinks;

/** Makes a sink, or changes one: its kind stays as it is then. */
export function SinkDialog({ sink, kinds, onClose, onSaved }: Props) {
  const { connection } = useSession();
  const [name, setName] = useState(sink?.name ?? '');
  const [kind, setKind] = useState<SinkKind>(sink?.kind ?? 'webhook');
  const [target, setTarget] = useState(sink?.target ?? '');
  const [typed, setTyped] = useState('');
  const headers = headersFrom(typed);
  const options = kinds.map((value) => ({ value, label: text.kinds[value] }));
  const kept = sink?.headerNames ?? [];
  return (
    <FormDialog
      title={sink === undefined ? text.create : text.edit}
      submitText={strings.common.save}
      disabled={name.trim() === '' || target.trim() === '' || headers === undefined}
      onClose={onClose}
      onSubmit={async () => {
        const draft = {
          ...{ name: name.trim(), kind, target: target.trim() },
          headers: typed.trim() === '' ? undefined : headers,
        };
        const secret = await saveSink(connection, sink?.id, draft);
        changed('events');
        onSaved(draft.name, secret);
      }}
    >
      <FormField label={strings.events.name}>
        <Input value={name} onChange={({ detail }) => setName(detail.value)} />
      </FormField>
      {sink === undefined && kinds.length > 1 && (
        <FormField label={text.kind}>
          <Select
            options={options}
            selectedOption={options.find(({ value }) => value === kind) ?? null}
            onChange={({ detail }) =>
              setKind(kinds.find((one) => one === detail.selectedOption.value) ?? 'webhook')
            }
          />
        </FormField>
      )}
      <FormField
        label={kind === 'webhook' ? text.url : text.file}
        constraintText={kind === 'webhook' ? text.urlHint : text.fileHint}
      >
        <Input
          value={target}
          spellcheck={false}
          inputMode={kind === 'webhook' ? 'url' : 'text'}
          onChange={({ detail }) => setTarget(detail.value)}
        />
      </FormField>
      {kind === 'webhook' && (
        <FormField
          label={text.headers}
          description={text.headersHint}
          constraintText={kept.length > 0 && text.headersKept(visible(kept.join(', ')))}
          errorText={headers === undefined && text.badHeaders}
        >
          <Textarea
            rows={3}
            spellcheck={false}
            value={typed}
            onChange={({ detail }) => setTyped(detail.value)}
          />
        </FormField>
      )}
    </FormDialog>
  );
}
