import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readColumns } from './export-columns.js';
import { csvCell, csvHead, csvLine } from './export-csv.js';
import { parseCsv } from './testing.js';

/** Of what formulas, quotes and separators are made. */
const nasty = fc
  .array(
    fc.constantFrom(
      '=',
      '+',
      '-',
      '@',
      '\t',
      '\r',
      '\n',
      '"',
      ',',
      ';',
      "'",
      'a',
      '1',
      ' ',
      '＝',
      '＠',
      '\u0000',
      'é',
    ),
  )
  .map((parts) => parts.join(''));
const value = fc.oneof(nasty, fc.string({ unit: 'binary' }));

test.each(['=1+1', '+1', '-1', '@A1', '\t=1', '\r=1', '\n=1', '＝1', '＋1', '－1', '＠A1'])(
  'a text that begins like %j is no formula',
  (text) => {
    expect(parseCsv(`${csvCell(text)}\r\n`)).toEqual([[`'${text}`]]);
  },
);

test.each([
  [-1, '-1'],
  [0.5, '0.5'],
  [-1e21, '-1e+21'],
  [true, 'true'],
  [undefined, ''],
  ['', ''],
  ['2026-01-01', '2026-01-01'],
  ['a=b', 'a=b'],
  ["'quoted'", "'quoted'"],
])('%j is %j', (given, cell) => {
  expect(csvCell(given)).toBe(cell);
});

test('whatever the text is, it comes back, with an apostrophe only where it would be a formula', () => {
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 5 }), (texts) => {
      const line = `${texts.map(csvCell).join(',')}\r\n`;
      const [cells = [], ...more] = parseCsv(line);
      expect(more).toEqual([]);
      expect(cells).toHaveLength(texts.length);
      for (const [index, text] of texts.entries()) {
        expect(cells[index]).toBe(/^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text);
      }
    }),
  );
});

test('a line has as many cells as the head, whatever the finding holds', () => {
  const columns = readColumns(['Id', 'Title', 'Types', 'ProductFields.k', 'Resources.Tags.k', 'Severity']);
  const tags = fc.dictionary(fc.constantFrom('k', '__proto__'), value);
  const finding = fc.record(
    {
      Id: value,
      Title: value,
      Types: fc.array(value),
      ProductFields: tags,
      Resources: fc.array(fc.record({ Tags: tags })),
      Severity: fc.record({ Label: value, Product: fc.double() }),
    },
    { requiredKeys: ['Id'] },
  );
  fc.assert(
    fc.property(fc.array(finding, { maxLength: 3 }), (findings) => {
      const text = csvHead(columns) + findings.map((one) => csvLine(columns, JSON.stringify(one))).join('');
      const rows = parseCsv(text);
      expect(rows).toHaveLength(findings.length + 1);
      for (const row of rows) expect(row).toHaveLength(columns.length);
    }),
  );
});
