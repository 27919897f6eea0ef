import FormField from '@cloudscape-design/components/form-field';
import Textarea from '@cloudscape-design/components/textarea';
import { isMembers, type Members } from '../json.js';
import { strings } from '../strings.js';

const text = strings.events.rules;

/** A pattern out of what is typed; undefined while it is none. What it means, the hub says. */
export function patternFrom(typed: string): Members | undefined {
  try {
    const value: unknown = JSON.parse(typed);
    return isMembers(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

interface Props {
  label: string;
  hint: string;
  value: string;
  onChange: (value: string) => void;
  /** Nothing at all is right, too. */
  optional?: boolean;
  disabled?: boolean;
  rows: number;
}

/** An event pattern, as JSON. */
export function PatternField({
  label,
  hint,
  value,
  onChange,
  optional = false,
  disabled = false,
  rows,
}: Props) {
  const isWrong = patternFrom(value) === undefined && !(optional && value.trim() === '');
  return (
    <FormField label={label} description={hint} errorText={isWrong && text.notJson} stretch>
      <Textarea
        rows={rows}
        spellcheck={false}
        disabled={disabled}
        value={value}
        onChange={({ detail }) => onChange(detail.value)}
      />
    </FormField>
  );
}
