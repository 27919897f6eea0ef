import { renderViolation, type Violation } from '@docket/asff';
import type { Refusal } from '../operations/import/report.js';

/** What is kept of an error's text; messages quote what was sent. */
const MAX_TEXT = 300;
/** As long as the Id of a finding may be. */
const MAX_ID = 512;
/** Of one finding: what comes after so many mistakes is seen when they are mended. */
const MAX_KINDS = 10;

/** One mistake of a finding: its kind, and the words for this finding. */
export interface Mistake {
  kind: string;
  message: string;
}

/**
 * The kinds of mistakes that a finding was refused for, each once. A kind is a message without what differs between
 * findings: places in lists, keys of maps, ARNs.
 */
export function mistakesOf({ code, message, violations }: Refusal): Mistake[] {
  if (violations.length === 0) {
    return [
      { kind: clean(code === 'InvalidInput' ? message : withoutNames(message)), message: clean(message) },
    ];
  }
  const mistakes = new Map<string, Mistake>();
  for (const violation of violations) {
    if (mistakes.size >= MAX_KINDS) break;
    const kind = clean(`${placeOf(violation)} ${wordsOf(violation)}`);
    if (!mistakes.has(kind)) mistakes.set(kind, { kind, message: clean(renderViolation(violation)) });
  }
  return [...mistakes.values()];
}

/** The Id of a finding, fit to be kept. */
export const exampleId = (id: string): string => clean(id, MAX_ID);

/** A violation's path with `[]` for a place in a list and `['*']` for a key of a map. */
function placeOf({ path, segments }: Violation): string {
  let place = 'data';
  let at = place.length;
  for (const segment of segments) {
    if (typeof segment === 'number') {
      place += '[]';
      at += `[${segment}]`.length;
    } else if (path[at] === '.') {
      place += `.${segment}`;
      at += `.${segment}`.length;
    } else {
      place += "['*']";
      at += `['${segment}']`.length;
    }
  }
  return place;
}

/** The two messages that quote what was sent, without it. */
function wordsOf({ keyword, message }: Violation): string {
  if (keyword === 'propertyNames') return 'property name is invalid';
  if (keyword === 'uniqueItems') return 'should NOT have duplicate items';
  return message;
}

/** The refusal of a whole batch without who was refused what. */
const withoutNames = (message: string): string =>
  message
    .replace(/^productArn: .*$/s, 'productArn: "…"')
    .replace(/^User: \S+/, 'User: …')
    .replace(/on resource: \S+/, 'on resource: …')
    .replace(/^Account \d+/, 'Account …');

/** Text that every engine can keep and no console trips over. */
function clean(text: string, maximum = MAX_TEXT): string {
  const whole = text.length > maximum ? `${text.slice(0, maximum - 1)}…` : text;
  return whole.toWellFormed().replace(/\p{Cc}/gu, '\ufffd');
}
