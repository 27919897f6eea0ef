import { describe, expect, test } from 'vitest';
import { validateFinding } from './finding.js';
import { MAX_FINDING_BYTES } from './limits.js';
import { findingSize } from './size.js';
import { returnedFinding, sampleFinding } from './testing/sample.js';

const TOO_LARGE = 'Finding size exceeded 240 KB';

/** Members that fill a finding made by `make` up to exactly that many bytes. */
function padding(
  bytes: number,
  make: (more: Record<string, unknown>) => Record<string, unknown>,
): Record<string, unknown> {
  const types = (fill: number[]) => ({
    Vulnerabilities: [{ Id: 'x', ReferenceUrls: fill.map((length) => 'x'.repeat(length)) }],
  });
  const parts = [...Array(7).fill(32_000), 0];
  const missing = bytes - findingSize(make(types(parts)));
  return types([...parts.slice(0, -1), missing]);
}

const message = (finding: Record<string, unknown>, bytes?: number): string => {
  const verdict = validateFinding(finding, bytes === undefined ? {} : { bytes });
  return verdict.ok ? 'ok' : verdict.message;
};

describe('the size of a finding', () => {
  test('is that of its compact JSON in UTF-8', () => {
    const finding = sampleFinding({ Title: 'é💥"' });
    expect(findingSize(finding)).toBe(new TextEncoder().encode(JSON.stringify(finding)).length);
  });

  test('may be 240 KB and not a byte more', () => {
    const largest = sampleFinding(padding(MAX_FINDING_BYTES, sampleFinding));
    expect(findingSize(largest)).toBe(MAX_FINDING_BYTES);
    expect(message(largest)).toBe('ok');
    expect(message({ ...largest, Title: `${largest.Title}!` })).toBe(TOO_LARGE);
  });

  test('is not measured if the caller knows it', () => {
    expect(message(sampleFinding(padding(MAX_FINDING_BYTES + 1, sampleFinding)), MAX_FINDING_BYTES)).toBe(
      'ok',
    );
    const largest = sampleFinding(padding(MAX_FINDING_BYTES + 1, sampleFinding));
    expect(message(largest, MAX_FINDING_BYTES + 1)).toBe(TOO_LARGE);
  });

  test('of the largest finding that was accepted lets its export in again', () => {
    const more = padding(MAX_FINDING_BYTES, sampleFinding);
    const exported = returnedFinding(more);
    expect(new TextEncoder().encode(JSON.stringify(exported)).length).toBeGreaterThan(MAX_FINDING_BYTES);
    expect(findingSize(exported)).toBeLessThanOrEqual(MAX_FINDING_BYTES);
    expect(message(exported)).toBe('ok');
  });

  test('of an export counts what its provider sent', () => {
    const more = padding(MAX_FINDING_BYTES + 1000, sampleFinding);
    expect(message(returnedFinding(more))).toBe(TOO_LARGE);
  });

  test('cannot be talked down by pretending to be an export', () => {
    const fields = Object.fromEntries(
      Array.from({ length: 40 }, (_, i) => [`aws/securityhub/${i}`, 'x'.repeat(30_000)]),
    );
    expect(message(returnedFinding({ ProductFields: fields }))).toBe(TOO_LARGE);
  });
});
