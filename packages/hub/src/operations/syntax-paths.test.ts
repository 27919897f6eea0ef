import { expect, test } from 'vitest';
import { syntaxPaths } from './syntax-paths.js';

const paths = (update: Parameters<typeof syntaxPaths>[0]) =>
  Object.fromEntries(
    [...syntaxPaths(update)].map(([key, values]) => [key.replace('securityhub:ASFFSyntaxPath/', ''), values]),
  );

test('every field has a key of its own, with its values where it has any', () => {
  expect(
    paths({
      Confidence: 0,
      Note: { Text: 'a', UpdatedBy: 'b' },
      RelatedFindings: [
        { ProductArn: 'p1', Id: 'i1' },
        { ProductArn: 'p2', Id: 'i2' },
      ],
      Severity: { Label: 'LOW' },
      Types: ['t1', 't2'],
      UserDefinedFields: { team: 'blue' },
      VerificationState: 'UNKNOWN',
      Workflow: { Status: 'NEW' },
    }),
  ).toEqual({
    Confidence: ['0'],
    Note: [],
    'Note.Text': ['a'],
    'Note.UpdatedBy': ['b'],
    RelatedFindings: [],
    'RelatedFindings.ProductArn': ['p1', 'p2'],
    'RelatedFindings.Id': ['i1', 'i2'],
    Severity: [],
    'Severity.Label': ['LOW'],
    Types: ['t1', 't2'],
    UserDefinedFields: [],
    'UserDefinedFields.team': ['blue'],
    VerificationState: ['UNKNOWN'],
    Workflow: [],
    'Workflow.Status': ['NEW'],
  });
});

test('a field that is not changed has none', () => {
  expect(paths({})).toEqual({});
  expect(Object.keys(paths({ Workflow: {} }))).toEqual(['Workflow']);
  expect(paths({ Types: [] })).toEqual({ Types: [] });
});
