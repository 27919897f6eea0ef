import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clipped, piecesOf, readableJson, safeUrl, visible } from './text.js';

const RLO = '\u202e';
/** Everything that Unicode counts among the formatting and control characters, but line breaks and tabs. */
const HIDDEN = /[\p{Cc}\p{Cf}]/u;
const hidden = [...Array(0x1_0000).keys()]
  .map((code) => String.fromCodePoint(code))
  .filter((character) => HIDDEN.test(character) && character !== '\n' && character !== '\t');

describe('characters that are not seen', () => {
  test('are shown by their number', () => {
    expect(piecesOf(`a${RLO}b`)).toEqual([
      { text: 'a', unseen: false },
      { text: 'U+202E', unseen: true },
      { text: 'b', unseen: false },
    ]);
    expect(visible(`${RLO}fdp.exe`)).toBe('⟨U+202E⟩fdp.exe');
  });

  test.each([
    '\u202a',
    '\u202b',
    '\u202c',
    '\u202d',
    RLO,
    '\u2066',
    '\u2067',
    '\u2068',
    '\u2069',
    '\u200e',
    '\u200f',
    '\u061c',
  ])('that turn a text are among them: %j', (character) => {
    expect(visible(character)).not.toContain(character);
  });

  test('are left in no text that is shown', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...hidden), fc.string()), { maxLength: 8 }), (parts) => {
        const shown = visible(parts.join(''));
        for (const control of ['\u0000', '\u001b', '\u061c', '\u200b', '\u200f', RLO, '\u2066']) {
          expect(shown).not.toContain(control);
        }
      }),
    );
  });

  test('are the same as pieces and in one text', () => {
    const part = fc.oneof(fc.constantFrom(...hidden), fc.string({ maxLength: 5 }));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const pieces = piecesOf(parts.join(''));
        const joined = pieces.map(({ text, unseen }) => (unseen ? `⟨${text}⟩` : text)).join('');
        expect(joined).toBe(visible(parts.join('')));
      }),
    );
  });
});

describe('JSON for reading', () => {
  test('means the same and hides nothing', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...hidden), (value, character) => {
        const whole = { value, [character]: `${character}x` };
        const json = readableJson(whole);
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(whole)));
        expect(visible(json)).toBe(json);
      }),
    );
  });
});

describe('clipping', () => {
  test('keeps to the length, and says so', () => {
    expect(clipped('abcdef', 6)).toBe('abcdef');
    expect(clipped('abcdef', 5)).toBe('abcd…');
  });

  test('never leaves half a character', () => {
    expect(clipped('ab😀cd', 4)).toBe('ab…');
  });
});

describe('addresses', () => {
  test.each([
    'javascript:alert(1)',
    'JAVASCRIPT:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'vbscript:x',
    '//example.com',
    'https:example.com',
    'https://',
    'https://user:password@example.com',
    `https://example.com/${RLO}gnp.exe`,
    'ftp://example.com',
    '',
  ])('%j is no link', (url) => {
    expect(safeUrl(url)).toBeUndefined();
  });

  test.each(['https://example.com/a?b=c#d', 'http://10.0.0.1:8080/', 'HTTPS://example.com/'])(
    '%j is one',
    (url) => {
      expect(safeUrl(url)).toBe(new URL(url).href);
    },
  );
});
