import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import { strings } from '../strings.js';

interface Props {
  label: string;
  values: readonly string[];
  /** Empty: nothing is chosen, all stays as it is. */
  value: string;
  onChange: (value: string) => void;
}

/** One of a few values, or none. */
export function Choice({ label, values, value, onChange }: Props) {
  const options = ['', ...values].map((one) => ({
    value: one,
    label: one === '' ? strings.triage.leave : one,
  }));
  return (
    <FormField label={label}>
      <Select
        options={options}
        selectedOption={options.find((option) => option.value === value) ?? null}
        onChange={({ detail }) => onChange(detail.selectedOption.value ?? '')}
      />
    </FormField>
  );
}
