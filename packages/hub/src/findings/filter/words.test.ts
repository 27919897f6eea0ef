import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { containsWord, searchText, wordsOf } from './words.js';

describe('words', () => {
  test.each([
    ['Port 22/tcp is OPEN.', ['port', '22', 'tcp', 'is', 'open']],
    ['snake_case-and.dots', ['snake', 'case', 'and', 'dots']],
    ['Ünïcode 東京 Ελλάς ΕΛΛΆΣ', ['ünïcode', '東京', 'ελλάσ', 'ελλάσ']],
    ['cafe\u0301 café', ['café', 'café']],
    ['हिन्दी', ['हिन्दी']],
    ['Ⅷ ½ ٣', ['ⅷ', '½', '٣']],
    ['💥 -- "*" \u0000', []],
    ['', []],
  ])('of %j', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  test('are what SQLite searches for', () => {
    const database = new Database(':memory:');
    database.exec(
      `CREATE VIRTUAL TABLE texts USING fts5(body, tokenize = 'ascii');
       CREATE VIRTUAL TABLE tokens USING fts5vocab(texts, 'instance');`,
    );
    const insert = database.prepare('INSERT INTO texts (rowid, body) VALUES (1, ?)');
    const tokens = database.prepare('SELECT term FROM tokens ORDER BY offset').pluck();
    const unit = fc.oneof(
      fc.constantFrom('a', 'B', ' ', '-', '_', '9', 'É', 'e\u0301', 'Σ', 'İ', 'K', '\u0378', 'ᦰ', '\u0000'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
    );
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 12 }), (units) => {
        const text = units.join('');
        insert.run(searchText(text));
        expect(tokens.all()).toEqual(wordsOf(text));
        database.exec('DELETE FROM texts');
      }),
      { numRuns: 1_000, seed: 4 },
    );
    database.close();
  });
});

describe('contains as a word', () => {
  test.each([
    ['an S3 bucket', 'S3', true],
    ['an S3 bucket', 'S3 bucket', true],
    ['an S3 bucket', 's3', false],
    ['an S3 bucket', 'S', false],
    ['an S3 bucket', 'buck', false],
    ['an S3 bucket', 'ucket', false],
    ['S3', 'S3', true],
    ['S30 S3', 'S3', true],
    ['xS3 S3', 'S3', true],
    ['xS3S3 S3x S3', 'S3', true],
    ['user_name', 'user', true],
    ['a.b', 'a.b', true],
    ['axb', 'a.b', false],
    ['x-1', '-', true],
    ['x-1', '-1', true],
    ['x-12', '-1', false],
    ['été', 't', false],
    ['𝒜b', 'b', false],
    ['b𝒜', 'b', false],
    ['💥b', 'b', true],
    ['anything', '', true],
    ['', 'a', false],
  ])('%j, %j: %s', (text, value, expected) => {
    expect(containsWord(text, value)).toBe(expected);
  });

  test('is to contain with no letter or digit on either side of the first and last', () => {
    const text = (maxLength: number) =>
      fc.string({ unit: fc.constantFrom('a', 'b', ' ', '-', '𝒜', '\u0301'), maxLength });
    const letter = '[\\p{L}\\p{M}\\p{N}]';
    fc.assert(
      fc.property(text(16), text(4), (whole, value) => {
        const before = new RegExp(`^${letter}`, 'u').test(value) ? `(?<!${letter})` : '';
        const after = new RegExp(`${letter}$`, 'u').test(value) ? `(?!${letter})` : '';
        expect(containsWord(whole, value)).toBe(new RegExp(`${before}${value}${after}`, 'u').test(whole));
      }),
      { numRuns: 3_000, seed: 5 },
    );
  });
});
