import { momentOf } from '../../format.js';
import { isMembers, numberOf, textAt } from '../../json.js';
import { strings } from '../../strings.js';

const text = strings.filter.dates;

/** A condition of a date, for reading. */
export function dateText(value: unknown): string {
  if (!isMembers(value)) return '';
  const { DateRange } = value;
  if (isMembers(DateRange)) {
    const days = numberOf(DateRange.Value) ?? 0;
    return DateRange.Comparison === 'OLDER_THAN' ? text.olderThan(days) : text.lastDays(days);
  }
  const at = (name: string) => momentOf(textAt(value, name))?.text ?? textAt(value, name);
  const [start, end] = [at('Start'), at('End')];
  if (end === '') return text.since(start);
  return start === '' ? text.until(end) : text.fromTo(start, end);
}
