import { type AwsSecurityFinding, FINDING_MEMBERS } from '@docket/asff';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FindingDocument, type Members } from './document.js';
import { customerUpdate, incoming } from './testing.js';

/** Members that the model does not know, where they are kept; names and texts that JSON has to escape. */
const others = fc
  .array(fc.tuple(fc.constantFrom('zz', 'Aa', '__proto__', '"\u0001\u2028'), fc.string({ unit: 'binary' })), {
    maxLength: 3,
  })
  .map((entries) => Object.fromEntries(entries));
/** Some of the members of another finding, and some that go away. */
const changes: fc.Arbitrary<Members> = fc
  .tuple(
    incoming,
    fc.subarray(['Title', 'Note', 'Types', 'SourceUrl', 'Compliance', 'Confidence'] as const),
    fc.subarray(['Severity', 'UserDefinedFields', 'Workflow', 'VerificationState'] as const),
  )
  .map(([finding, given, gone]) => ({
    ...Object.fromEntries(given.map((name) => [name, finding[name]])),
    ...Object.fromEntries(gone.map((name) => [name, undefined])),
  }));

const read = (document: FindingDocument): AwsSecurityFinding => JSON.parse(document.toString());

describe('a document with changes', () => {
  test('has them, and everything else as it was, in the order of the model', () => {
    fc.assert(
      fc.property(incoming, others, changes, fc.boolean(), (finding, unknown, given, look) => {
        const whole = { ...finding, ...unknown };
        const before = FindingDocument.stored(FindingDocument.compose(whole, {}).toString());
        if (look) for (const name of FINDING_MEMBERS) before.value(name);
        const text = before.toString();
        const after = before.with(given);
        const expected = FindingDocument.compose({ ...whole, ...given }, {});
        expect(after.toString()).toBe(expected.toString());
        for (const name of FINDING_MEMBERS) expect(after.value(name)).toEqual(expected.value(name));
        expect(before.toString()).toBe(text);
        expect(read(before)).toEqual({ ...whole });
      }),
      { seed: 51 },
    );
  });

  test('that are none is itself', () => {
    fc.assert(
      fc.property(incoming, (finding) => {
        const document = FindingDocument.compose(finding, {});
        expect(document.with({ Title: finding.Title, Sample: undefined })).toBe(document);
        expect(document.with({})).toBe(document);
      }),
      { seed: 52 },
    );
  });

  test('can be changed on and on', () => {
    fc.assert(
      fc.property(incoming, fc.array(customerUpdate, { maxLength: 5 }), (finding, updates) => {
        const members = updates.map(({ Note, ...update }): Members => update);
        const document = members.reduce(
          (one, update) => one.with(update),
          FindingDocument.compose(finding, {}),
        );
        const expected = Object.assign({}, finding, ...members);
        expect(read(document)).toEqual(expected);
        for (const name of FINDING_MEMBERS) expect(document.value(name)).toEqual(expected[name]);
      }),
      { seed: 53 },
    );
  });
});

test('fits into as many bytes as it has, and no fewer', () => {
  fc.assert(
    fc.property(incoming, others, (finding, unknown) => {
      const document = FindingDocument.compose({ ...finding, ...unknown }, {});
      const bytes = Buffer.byteLength(JSON.stringify(read(document)));
      expect(document.byteLength()).toBe(bytes);
      for (const room of [0, 1, 7, 100_000]) expect(document.fits(bytes + room)).toBe(true);
      expect(document.fits(bytes - 1)).toBe(false);
    }),
    { seed: 54 },
  );
});
