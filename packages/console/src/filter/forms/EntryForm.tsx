import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import type { PropertyFilterProps } from '@cloudscape-design/components/property-filter';
import { useState } from 'react';
import { type Members, textAt } from '../../json.js';
import { strings } from '../../strings.js';
import { FormFrame } from './FormFrame.js';

/** What was typed already, `Team=payments` or `Team: payments`, is taken apart. */
function entryFrom(typed: string): { Key: string; Value: string } {
  const [, Key = typed, Value = ''] = /^\s*([^=:]+?)\s*[=:]\s*(.*)$/.exec(typed) ?? [];
  return { Key, Value };
}

/** Asks for a key of a map and what is to be under it. */
export function EntryForm({
  value,
  filter = '',
  onChange,
}: PropertyFilterProps.ExtendedOperatorFormProps<Members>) {
  const [entry, setEntry] = useState(() =>
    value === null ? entryFrom(filter) : { Key: textAt(value, 'Key'), Value: textAt(value, 'Value') },
  );
  const enter = (changes: Partial<typeof entry>) => {
    const next = { ...entry, ...changes };
    setEntry(next);
    onChange(next.Key === '' || next.Value === '' ? null : next);
  };
  const text = strings.filter.entry;
  return (
    <FormFrame>
      <FormField label={text.key}>
        <Input value={entry.Key} onChange={({ detail }) => enter({ Key: detail.value })} />
      </FormField>
      <FormField label={text.value}>
        <Input value={entry.Value} onChange={({ detail }) => enter({ Value: detail.value })} />
      </FormField>
    </FormFrame>
  );
}
