import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Textarea from '@cloudscape-design/components/textarea';
import { useState } from 'react';
import { numberOf } from '../json.js';
import { strings } from '../strings.js';
import { percentFrom } from './update-fields.js';

interface PercentProps {
  label: string;
  value: unknown;
  onChange: (value: number | undefined) => void;
}

/** A whole number from 0 to 100, or nothing; what is typed stays as it is typed. */
export function Percent({ label, value, onChange }: PercentProps) {
  const [typed, setTyped] = useState(numberOf(value)?.toString() ?? '');
  const isWrong = typed.trim() !== '' && percentFrom(typed) === undefined;
  return (
    <FormField label={label} errorText={isWrong && strings.rules.update.percent}>
      <Input
        value={typed}
        inputMode="numeric"
        onChange={({ detail }) => {
          setTyped(detail.value);
          onChange(percentFrom(detail.value));
        }}
      />
    </FormField>
  );
}

interface LinesProps {
  label: string;
  hint: string;
  initial: string;
  onChange: (lines: string) => void;
}

/** One value a line; what is typed stays as it is typed, also while a line is not complete. */
export function Lines({ label, hint, initial, onChange }: LinesProps) {
  const [lines, setLines] = useState(initial);
  return (
    <FormField label={label} description={hint} stretch>
      <Textarea
        rows={2}
        value={lines}
        onChange={({ detail }) => {
          setLines(detail.value);
          onChange(detail.value);
        }}
      />
    </FormField>
  );
}
