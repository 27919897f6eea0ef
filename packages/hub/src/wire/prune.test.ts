import { expect, test } from 'vitest';
import { prune } from './prune.js';

const DEFINITIONS = {
  Note: { type: 'object', properties: { Text: { type: 'string' } } },
} as const;

test('members that the schema does not name go, at any depth', () => {
  const schema = {
    properties: { Note: { $ref: '#/definitions/Note' }, List: { items: { $ref: '#/definitions/Note' } } },
  } as const;
  const value = { Note: { Text: 'a', Evil: 1 }, List: [{ Text: 'b', Evil: [] }, {}], Evil: {} };
  expect(prune(schema, value, DEFINITIONS)).toEqual({ Note: { Text: 'a' }, List: [{ Text: 'b' }, {}] });
});

test('names of every object’s prototype are names like any other', () => {
  const value: unknown = JSON.parse('{"__proto__":{"Text":"x"},"constructor":1,"toString":2,"Text":"y"}');
  expect(JSON.stringify(prune(DEFINITIONS.Note, value, {}))).toBe('{"Text":"y"}');
});

test('maps and whatever the schema leaves open stay as they are', () => {
  const map: unknown = JSON.parse('{"__proto__":"own","a":"b"}');
  expect(prune({ type: 'object', additionalProperties: { type: 'string' } }, map, {})).toBe(map);
  expect(prune({}, map, {})).toBe(map);
});
