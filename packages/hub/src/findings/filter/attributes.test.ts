import { type AwsSecurityFinding, findingSchema, type JsonSchema } from '@docket/asff';
import { describe, expect, test } from 'vitest';
import { FINDINGS_FILTERS } from '../../wire/generated/requests.js';
import { ATTRIBUTES, type Attribute, attributeNamed } from './attributes.js';
import { entriesOf, valuesOf } from './values.js';

const KINDS: Readonly<Record<string, Attribute['kind']>> = {
  StringFilter: 'string',
  NumberFilter: 'number',
  DateFilter: 'date',
  MapFilter: 'map',
  IpFilter: 'ip',
  KeywordFilter: 'keyword',
  BooleanFilter: 'boolean',
};

function kindsOf(shape: JsonSchema | undefined): [string, Attribute['kind'] | undefined][] {
  return Object.entries(shape?.properties ?? {}).map(([name, member]) => [
    name,
    KINDS[member.items?.$ref?.replace('#/definitions/', '') ?? ''],
  ]);
}

const all = [...ATTRIBUTES.values()];

describe('the table of attributes', () => {
  test('has every member of the filters, of its kind, in the order of the model', () => {
    const model = kindsOf(FINDINGS_FILTERS.definitions?.AwsSecurityFindingFilters);
    expect(model.length).toBeGreaterThan(100);
    expect(all.map(({ name, kind }) => [name, kind])).toEqual(model);
  });

  test.each(all.map((attribute) => [attribute.name, attribute] as const))(
    'finds %s where the finding format has it, with the right type',
    (_, { kind, paths }) => {
      const expected = { map: 'object', number: /integer|number/, boolean: 'boolean' };
      const type = kind === 'map' || kind === 'number' || kind === 'boolean' ? expected[kind] : 'string';
      for (const path of paths) expect(schemaAt(path)?.type).toMatch(type);
      expect(schemaAt(paths[0] ?? [])?.properties).toBeUndefined();
    },
  );

  test('calls sortable what a finding has at most one of', () => {
    const sortable = (name: Attribute['name']) => attributeNamed(name).sortable;
    expect(
      ['UpdatedAt', 'SeverityLabel', 'NetworkSourceIpV4', 'ProcessPid', 'Sample', 'NoteText'].filter(
        (name) => !ATTRIBUTES.get(name)?.sortable,
      ),
    ).toEqual([]);
    expect(sortable('ResourceId') || sortable('Type') || sortable('MalwareName')).toBe(false);
    expect(sortable('UserDefinedFields') || sortable('Keyword')).toBe(false);
    expect(all.filter((attribute) => attribute.sortable)).toHaveLength(52);
  });

  test('knows no names of Object.prototype', () => {
    for (const name of ['__proto__', 'constructor', 'toString']) expect(ATTRIBUTES.get(name)).toBeUndefined();
  });
});

/** The finding format's schema of a path. */
function schemaAt(path: Attribute['paths'][number]): JsonSchema | undefined {
  const root = findingSchema();
  const resolve = (schema: JsonSchema | undefined): JsonSchema | undefined =>
    schema?.$ref === undefined
      ? schema
      : resolve(root.definitions?.[schema.$ref.replace('#/definitions/', '')]);
  let schema = resolve(root);
  for (const { member, each } of path) {
    schema = resolve(schema?.properties?.[member]);
    expect(schema?.type === 'array', member).toBe(each);
    if (each) schema = resolve(schema?.items);
  }
  return schema;
}

describe('the values of a finding', () => {
  const finding = (json: string): AwsSecurityFinding => JSON.parse(json);

  test('come in the form that compares', () => {
    const one = finding(`{
      "UpdatedAt": "2024-01-01T02:00:00.5+02:00", "CreatedAt": "some day",
      "Types": ["A/B", "C"],
      "Network": { "SourceIpV4": "10.0.0.1", "SourcePort": 443, "DestinationIpV4": "10.0.0.1:80" },
      "Resources": [
        { "Id": "one", "Details": { "AwsEc2Instance": { "IpV6Addresses": ["::1", "2001:DB8::1"] } } },
        { "Id": "two" }
      ]
    }`);
    expect(valuesOf('UpdatedAt', one)).toEqual(['2024-01-01T00:00:00.500000000Z']);
    expect(valuesOf('CreatedAt', one)).toEqual([]);
    expect(valuesOf('Type', one)).toEqual(['A/B', 'C']);
    expect(valuesOf('NetworkSourceIpV4', one)).toEqual(['00000000000000000000ffff0a000001']);
    expect(valuesOf('NetworkDestinationIpV4', one)).toEqual([]);
    expect(valuesOf('NetworkSourcePort', one)).toEqual([443]);
    expect(valuesOf('ResourceId', one)).toEqual(['one', 'two']);
    expect(valuesOf('ResourceAwsEc2InstanceIpV6Addresses', one)).toEqual([
      '00000000000000000000000000000001',
      '20010db8000000000000000000000001',
    ]);
    expect(valuesOf('NoteText', one)).toEqual([]);
  });

  test('include the whole of what Keyword searches', () => {
    const one = finding(
      `{"Title":"t","Description":"d","Id":"i","ProductArn":"p","ProductName":"n","GeneratorId":"g",
        "Types":["A"],"Resources":[{"Id":"r","Type":"x"},{"Id":"s"}],"Note":{"Text":"not this"}}`,
    );
    expect(valuesOf('Keyword', one)).toEqual(['t', 'd', 'i', 'p', 'n', 'g', 'A', 'r', 's', 'x']);
  });

  test('of Sample are false where the finding does not say', () => {
    expect(valuesOf('Sample', finding('{}'))).toEqual([false]);
    expect(valuesOf('Sample', finding('{"Sample":true}'))).toEqual([true]);
  });

  test('of maps are their entries, odd keys and all', () => {
    const one = finding(
      `{"Resources":[{"Tags":{"__proto__":"a","constructor":"b"}},{"Tags":{"constructor":"c","":"d"}}]}`,
    );
    expect(entriesOf('ResourceTags', one)).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
      ['constructor', 'c'],
      ['', 'd'],
    ]);
    expect(valuesOf('ResourceTags', one)).toEqual([]);
    expect(entriesOf('ResourceId', one)).toEqual([]);
  });

  test('are none where the finding has something else there', () => {
    const one = finding('{"Resources":{"Id":"x"},"Types":"A","Network":null,"Severity":[1],"Note":7}');
    for (const { name } of all) {
      if (name !== 'Sample') expect([...valuesOf(name, one), ...entriesOf(name, one)], name).toEqual([]);
    }
  });
});
