import { describe, expect, test } from 'vitest';
import { compileSchema } from './compile.js';
import type { JsonSchema } from './json-schema.js';
import { MAX_VIOLATIONS } from './report.js';
import { renderViolations } from './violation.js';

const text = (schema: JsonSchema, value: unknown): string => renderViolations(compileSchema(schema)(value));

describe('compileSchema', () => {
  test('says where, what, which limit and how much, for renderers with other words', () => {
    const schema: JsonSchema = {
      type: 'object',
      properties: {
        List: {
          type: 'array',
          maxItems: 1,
          items: { type: 'object', additionalProperties: { type: 'string' } },
        },
      },
    };
    expect(compileSchema(schema)({ List: [{ 'a key': 1 }, {}] })).toEqual([
      {
        path: 'data.List',
        segments: ['List'],
        keyword: 'maxItems',
        message: 'should NOT have more than 1 items',
        limit: 1,
        actual: 2,
      },
      {
        path: "data.List[0]['a key']",
        segments: ['List', 0, 'a key'],
        keyword: 'type',
        message: 'should be string',
        limit: 'string',
      },
    ]);
  });

  test('lengths count characters, not UTF-16 units', () => {
    const schema: JsonSchema = { type: 'string', minLength: 2, maxLength: 3 };
    expect(text(schema, '💥💥💥')).toBe('');
    expect(text(schema, '💥')).toBe('data should NOT be shorter than 2 characters');
    expect(text(schema, '💥💥💥💥')).toBe('data should NOT be longer than 3 characters');
    expect(text(schema, '\ud83d\ud83d\ud83d\ud83d')).toBe('data should NOT be longer than 3 characters');
  });

  test('a number too large for JSON is no number', () => {
    expect(text({ type: 'number' }, JSON.parse('1e400'))).toBe('data should be number');
    expect(text({ type: 'integer', maximum: 5 }, JSON.parse('1e400'))).toBe(
      'data should be integer, data should be <= 5',
    );
  });

  test('a closed structure refuses unknown members, an open one ignores them', () => {
    const open: JsonSchema = { type: 'object', properties: { A: { type: 'string' } } };
    const value = JSON.parse('{"A":"a","__proto__":{},"toString":1}');
    expect(text(open, value)).toBe('');
    const unknown = 'data should NOT have additional properties';
    expect(text({ ...open, additionalProperties: false }, value)).toBe(`${unknown}, ${unknown}`);
  });

  test('definitions can come from elsewhere, and may be missing until they are met', () => {
    const schema: JsonSchema = {
      type: 'object',
      properties: { A: { $ref: '#/definitions/A' }, B: { $ref: '#/definitions/B' } },
    };
    const validate = compileSchema(schema, { definitions: { A: { type: 'boolean' } } });
    expect(renderViolations(validate({ A: 1 }))).toBe('data.A should be boolean');
    expect(() => validate({ B: 1 })).toThrow('no definition B');
  });

  test('a keyword that would be ignored is refused', () => {
    const schema: JsonSchema = JSON.parse('{"type":"string","format":"date-time"}');
    expect(() => compileSchema(schema)).toThrow('format');
  });

  test('a hostile value cannot fill the memory with violations', () => {
    const schema: JsonSchema = { type: 'array', items: { type: 'string' } };
    expect(compileSchema(schema)(Array.from({ length: 100_000 }, () => 0))).toHaveLength(MAX_VIOLATIONS);
  });
});
