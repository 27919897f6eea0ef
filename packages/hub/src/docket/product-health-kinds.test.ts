import { validateFinding } from '@docket/asff';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Refusal } from '../operations/import/report.js';
import { finding } from '../testing/findings.js';
import { exampleId, mistakesOf } from './product-health-kinds.js';

function refusalOf(entry: unknown): Refusal {
  const verdict = validateFinding(entry);
  if (verdict.ok) throw new Error('the finding is right');
  const { message, violations } = verdict;
  return { findingId: '', code: 'InvalidInput', message, violations };
}

const kindsOf = (entry: unknown) => mistakesOf(refusalOf(entry)).map(({ kind }) => kind);
const whole = (code: string, message: string): Refusal => ({ findingId: '', code, message, violations: [] });

test.each([
  [{ Title: '' }, ['data.Title should NOT be shorter than 1 characters']],
  [{ Description: undefined }, ["data should have required property 'Description'"]],
  [{ Confidence: 101 }, ['data.Confidence should be <= 100']],
  [{ Types: ['a', 'a'] }, ['data.Types should NOT have duplicate items']],
  [{ Nonsense: 1 }, ['data should NOT have additional properties']],
  [
    {
      Resources: [
        { Id: 'r', Type: 'Other' },
        { Id: 'r', Type: '', Tags: { "['k'].x": 7, __proto__: 1 } },
      ],
    },
    [
      'data.Resources[].Type should NOT be shorter than 1 characters',
      "data.Resources[].Tags['*'] should be string",
    ],
  ],
  [
    { ProductFields: { ['k'.repeat(200)]: 'v' } },
    [
      'data.ProductFields should NOT be longer than 128 characters',
      'data.ProductFields property name is invalid',
    ],
  ],
  [{ Title: 'x'.repeat(40_000) }, ['The maximum size of an individual field should be less than 32768']],
])('%#: the kinds of mistakes', (changes, kinds) => {
  expect(kindsOf(finding('a', changes))).toEqual(kinds);
});

test('the example is what this finding was told', () => {
  const changes = { ProductFields: { 'a key': 7 }, Types: ['a', 'b', 'a'] };
  const [types, fields] = mistakesOf(refusalOf(finding('a', changes)));
  expect(types?.message).toBe('data.Types should NOT have duplicate items (items ## 2 and 0 are identical)');
  expect(fields?.message).toBe("data.ProductFields['a key'] should be string");
});

test('whichever item or key it is, the kind is the same', () => {
  const place = fc.record({
    before: fc.nat(5),
    key: fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
  });
  fc.assert(
    fc.property(place, ({ before, key }) => {
      const right = Array.from({ length: before }, () => ({ Id: 'r', Type: 'Other' }));
      const wrong = { Id: 'r', Type: 'Other', Tags: Object.fromEntries([[key, 7]]) };
      expect(kindsOf(finding('a', { Resources: [...right, wrong] }))).toEqual([
        "data.Resources[].Tags['*'] should be string",
      ]);
    }),
  );
});

test('a finding with a thousand mistakes has ten kinds at most, each once', () => {
  const resource = { Id: '', Type: '', Partition: 'x', Region: '', Tags: {}, Details: 7, Nonsense: 1 };
  const wrong = {
    ...{ Resources: Array.from({ length: 40 }, () => resource), Severity: 7, Types: 7, Note: 7, Title: 7 },
    ...{ Confidence: 'x', Criticality: 'x', Compliance: 7, Workflow: 7, RecordState: 'x', Description: '' },
  };
  const kinds = kindsOf(finding('a', wrong));
  expect(kinds).toHaveLength(10);
  expect(new Set(kinds).size).toBe(10);
});

test.each([
  [
    'AccessDeniedException',
    'User: arn:aws:iam::111122223333:user/x is not authorized to perform: securityhub:BatchImportFindings on resource: arn:a:b with an explicit deny',
    'User: … is not authorized to perform: securityhub:BatchImportFindings on resource: … with an explicit deny',
  ],
  ['InvalidInputException', 'productArn: "a\n"b" c"', 'productArn: "…"'],
  [
    'InvalidAccessException',
    'Account 111122223333 is not subscribed to AWS Security Hub',
    'Account … is not subscribed to AWS Security Hub',
  ],
])('%s of a whole batch is one kind, whoever sent what', (code, message, kind) => {
  expect(mistakesOf(whole(code, message))).toEqual([{ kind, message: message.replaceAll('\n', '\ufffd') }]);
});

test('whatever was sent, what is kept is short and text that every engine takes', () => {
  const anything = fc.string({ unit: 'binary', maxLength: 2000 });
  fc.assert(
    fc.property(anything, fc.boolean(), (sent, lone) => {
      const text = lone ? `${sent}\ud800\u0000` : sent;
      const key = Object.fromEntries([[text, 'x'.repeat(300)]]);
      const changes = { Resources: [{ Id: 'r', Type: 'Other', Tags: key }] };
      const kept = [
        exampleId(text),
        ...mistakesOf(whole('X', text)).flatMap(({ kind, message }) => [kind, message]),
        ...mistakesOf(refusalOf(finding('a', changes))).flatMap(({ kind, message }) => [kind, message]),
      ];
      for (const one of kept) {
        expect(one.length).toBeLessThanOrEqual(512);
        expect(one.isWellFormed()).toBe(true);
        expect(one).not.toMatch(/\p{Cc}/u);
      }
    }),
  );
});
