import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { validateFinding } from './finding.js';

/** Real findings of other projects, beside the checkout where somebody has put them. */
const corpus = new URL('../../../../shared/corpus/findings/', import.meta.url);

/**
 * Findings in each file, and those that are refused, by index: each is wrong by the documentation.
 * Placeholder account ids, empty tags and a score as text; an event of 2019 with members of the transport beside the
 * finding's own; exports with their descriptions cut out.
 */
const EXPECTED: Readonly<Record<string, { findings: number; refused: readonly number[] }>> = {
  'DefectDojo__django-DefectDojo': { findings: 36, refused: [20, 21, 22, 23, 24, 25, 34, 35] },
  'SumoLogic__sumologic-aws-lambda': { findings: 2, refused: [0, 1] },
  aquasecurity__trivy: { findings: 6, refused: [] },
  'aws-solutions__automated-security-response-on-aws': { findings: 53, refused: [] },
  'awsdocs__aws-security-hub-user-guide': { findings: 8, refused: [] },
  'cloud-custodian__cloud-custodian': { findings: 33, refused: [0, 24, 26, 27, 29, 30] },
  mitre__heimdall2: { findings: 38, refused: [] },
  'prowler-cloud__prowler': { findings: 1, refused: [0] },
};

describe.skipIf(!existsSync(corpus))('findings in the wild', () => {
  test.each(Object.entries(EXPECTED))('%s', (file, { findings, refused }) => {
    const all: unknown[] = JSON.parse(readFileSync(new URL(`${file}.json`, corpus), 'utf8'));
    expect(all).toHaveLength(findings);
    expect(all.flatMap((finding, index) => (validateFinding(finding).ok ? [] : [index]))).toEqual(refused);
  });
});
