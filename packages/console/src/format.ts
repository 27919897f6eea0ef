import { strings } from './strings.js';

const { language } = strings;
const NUMBERS = new Intl.NumberFormat(language);
const MOMENTS = new Intl.DateTimeFormat(language, {
  dateStyle: 'medium',
  timeStyle: 'short',
  hourCycle: 'h23',
});
const DAYS = new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric', timeZone: 'UTC' });
const AGO = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });

const MINUTE = 60_000;
const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 1440 * MINUTE],
  ['hour', 60 * MINUTE],
  ['minute', MINUTE],
];

export const numberText = (value: number): string => NUMBERS.format(value);

/** `2026-03-04`, a day of the calendar that the hub counts by, for reading. */
export const dayText = (day: string): string => {
  const time = Date.parse(day);
  return Number.isNaN(time) ? day : DAYS.format(time);
};

export interface Moment {
  readonly iso: string;
  readonly text: string;
}

/** Undefined for a text that is no time. */
export function momentOf(text: string): Moment | undefined {
  const time = Date.parse(text);
  if (Number.isNaN(time)) return undefined;
  return { iso: new Date(time).toISOString(), text: MOMENTS.format(time) };
}

/** `3 hours ago`; empty for a text that is no time. */
export function agoText(text: string, now: number): string {
  const passed = Date.parse(text) - now;
  if (Number.isNaN(passed)) return '';
  const [unit, length] = UNITS.find(([, one]) => Math.abs(passed) >= one) ?? ['minute', MINUTE];
  return AGO.format(Math.round(passed / length), unit);
}
