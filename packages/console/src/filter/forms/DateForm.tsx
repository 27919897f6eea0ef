import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import type { PropertyFilterProps } from '@cloudscape-design/components/property-filter';
import RadioGroup from '@cloudscape-design/components/radio-group';
import { useEffect, useEffectEvent, useState } from 'react';
import { isMembers, type Members, numberOf, textAt } from '../../json.js';
import { strings } from '../../strings.js';
import { FormFrame } from './FormFrame.js';

type Mode = 'last' | 'older' | 'between';

const text = strings.filter.dates;
const MODES: readonly Mode[] = ['last', 'older', 'between'];

interface Entered {
  readonly mode: Mode;
  readonly days: string;
  /** As the browser's own field for dates and times has them: `2026-03-04T05:06`, in local time. */
  readonly start: string;
  readonly end: string;
}

function enteredFrom(value: Members): Entered {
  const range = isMembers(value.DateRange) ? value.DateRange : undefined;
  const mode = range === undefined ? 'between' : range.Comparison === 'OLDER_THAN' ? 'older' : 'last';
  return {
    mode,
    days: String(numberOf(range?.Value) ?? 7),
    start: localText(textAt(value, 'Start')),
    end: localText(textAt(value, 'End')),
  };
}

/** What was entered, as a condition; null while it says nothing. */
function conditionOf({ mode, days, start, end }: Entered): Members | null {
  if (mode !== 'between') {
    const Value = Number(days);
    if (days.trim() === '' || !Number.isFinite(Value) || Value < 0) return null;
    return { DateRange: { Value, Unit: 'DAYS', Comparison: mode === 'older' ? 'OLDER_THAN' : 'WITHIN' } };
  }
  const [Start, End] = [isoText(start), isoText(end)];
  if (Start === undefined && End === undefined) return null;
  return { ...(Start !== undefined && { Start }), ...(End !== undefined && { End }) };
}

/** Asks for a time: within the last days, before them, or from one moment to another. */
export function DateForm({ value, onChange }: PropertyFilterProps.ExtendedOperatorFormProps<Members>) {
  const [entered, setEntered] = useState<Entered>(() =>
    isMembers(value) ? enteredFrom(value) : { mode: 'last', days: '7', start: '', end: '' },
  );
  const enter = (changes: Partial<Entered>) => {
    const next = { ...entered, ...changes };
    setEntered(next);
    onChange(conditionOf(next));
  };
  // What is filled in already counts as soon as it is shown.
  const begin = useEffectEvent(() => {
    if (value === null) onChange(conditionOf(entered));
  });
  useEffect(() => begin(), []);

  return (
    <FormFrame>
      <RadioGroup
        value={entered.mode}
        onChange={({ detail }) => enter({ mode: MODES.find((one) => one === detail.value) ?? 'last' })}
        ariaLabel={text.mode}
        items={MODES.map((mode) => ({ value: mode, label: text.modes[mode] }))}
      />
      {entered.mode === 'between' ? (
        <>
          <FormField label={text.from}>
            <input
              className="moment"
              type="datetime-local"
              aria-label={text.from}
              value={entered.start}
              onChange={({ target }) => enter({ start: target.value })}
            />
          </FormField>
          <FormField label={text.to}>
            <input
              className="moment"
              type="datetime-local"
              aria-label={text.to}
              value={entered.end}
              onChange={({ target }) => enter({ end: target.value })}
            />
          </FormField>
        </>
      ) : (
        <FormField label={text.days}>
          <Input
            type="number"
            inputMode="numeric"
            value={entered.days}
            onChange={({ detail }) => enter({ days: detail.value })}
          />
        </FormField>
      )}
    </FormFrame>
  );
}

function isoText(local: string): string | undefined {
  const time = Date.parse(local);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

function localText(iso: string): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return '';
  const local = new Date(time.getTime() - time.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}
