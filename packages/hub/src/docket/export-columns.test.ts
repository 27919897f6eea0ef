import { describe, expect, test } from 'vitest';
import { cellOf, readColumns } from './export-columns.js';

const FINDING: unknown = JSON.parse(`{
  "Id": "a", "Confidence": 0, "Sample": false, "Types": ["one", "two"],
  "Severity": { "Label": "LOW", "Product": -1.5 },
  "ProductFields": { "a.b/c": "dotted", "__proto__": "odd", "empty": "" },
  "Resources": [
    { "Id": "r1", "Tags": { "owner": "x" }, "Details": { "AwsEc2Instance": { "IpV4Addresses": ["1.1.1.1", "2.2.2.2"] } } },
    { "Id": "r2" },
    { "Id": "r3", "Tags": { "owner": "y" } }
  ],
  "Vulnerabilities": [{ "Cvss": [{ "BaseScore": 7.5 }] }],
  "Note": null
}`);

function show(name: string): unknown {
  const [column] = readColumns([name]);
  if (column === undefined) throw new Error('no column');
  return cellOf(column, FINDING);
}

describe('a column shows', () => {
  test.each([
    ['Id', 'a'],
    ['Confidence', 0],
    ['Sample', false],
    ['Severity.Product', -1.5],
    ['Types', 'one | two'],
    ['Severity', '{"Label":"LOW","Product":-1.5}'],
    ['ProductFields.a.b/c', 'dotted'],
    ['ProductFields.__proto__', 'odd'],
    ['ProductFields.empty', ''],
    ['Resources.Id', 'r1 | r2 | r3'],
    ['Resources.Tags.owner', 'x | y'],
    ['Resources.Details.AwsEc2Instance.IpV4Addresses', '1.1.1.1 | 2.2.2.2'],
    ['Resources.Tags', '{"owner":"x"} | {"owner":"y"}'],
    ['Vulnerabilities.Cvss.BaseScore', 7.5],
  ])('%s: %j', (name, expected) => {
    expect(show(name)).toBe(expected);
  });

  test.each([
    'Title',
    'Note',
    'Note.Text',
    'ProductFields.constructor',
    'Resources.Details.Other.k',
    'Compliance.Status',
  ])('%s: nothing', (name) => {
    expect(show(name)).toBeUndefined();
  });
});

test('the usual columns are columns', () => {
  const columns = readColumns();
  expect(columns.length).toBeGreaterThan(15);
  expect(readColumns(columns.map(({ name }) => name))).toEqual(columns);
});
