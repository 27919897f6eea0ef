import { at, type Members, membersOf, textAt, textsOf } from '../json.js';

/** The same members with another value for one; undefined takes it out. */
export function withMember(members: Members, name: string, value: unknown): Members {
  const { [name]: _, ...others } = members;
  return value === undefined ? others : { ...others, [name]: value };
}

/** `key=value` lines, of which each is one entry; lines without a key say nothing. */
export function entriesFrom(lines: string): Members | undefined {
  const entries = lines.split('\n').flatMap((line): [string, string][] => {
    const [key = '', ...value] = line.split('=');
    return key.trim() === '' || value.length === 0 ? [] : [[key.trim(), value.join('=').trim()]];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

export const linesOf = (entries: unknown): string =>
  Object.entries(membersOf(entries))
    .map(([key, value]) => `${key}=${String(value)}`)
    .join('\n');

/** One type a line. */
export function typesFrom(lines: string): readonly string[] | undefined {
  const types = lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return types.length === 0 ? undefined : types;
}

export const typeLines = (types: unknown): string => textsOf(types).join('\n');

/** A whole number from 0 to 100; undefined while there is none. */
export function percentFrom(text: string): number | undefined {
  const number = Number(text);
  return text.trim() !== '' && Number.isInteger(number) && number >= 0 && number <= 100 ? number : undefined;
}

/** A note has a text and an author, or is none. */
export function noteFrom(update: Members, changes: { Text?: string; UpdatedBy?: string }, author: string) {
  const note = {
    Text: textAt(update, 'Note', 'Text'),
    UpdatedBy: textAt(update, 'Note', 'UpdatedBy') || author,
    ...changes,
  };
  return note.Text === '' ? undefined : note;
}

/** Members that the form has no field for: they are kept as they are. */
export const unshownMembers = (update: Members): readonly string[] =>
  Object.keys(update).filter((name) => !SHOWN.has(name) || hasMore(update, name));

const SHOWN: ReadonlySet<string> = new Set([
  'Workflow',
  'Severity',
  'VerificationState',
  'Confidence',
  'Criticality',
  'Types',
  'UserDefinedFields',
  'Note',
]);

const hasMore = (update: Members, name: string): boolean =>
  name === 'Severity' && Object.keys(membersOf(at(update, name))).some((member) => member !== 'Label');
