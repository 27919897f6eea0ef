import { describe, expect, test } from 'vitest';
import { makeFinding } from '../support/findings.js';
import { compareTold } from './kill/events.js';
import { runKills } from './kill/run.js';
import { verify } from './kill/verify.js';
import { decisionNumber } from './kill/writer.js';

test('what was acknowledged survives kill -9, whole and with its decisions', async () => {
  const report = await runKills({ kills: 5, seed: 20_260_301, longest: 800 });
  expect(report.faults).toEqual([]);
  expect(report.findings).toBeGreaterThan(0);
  expect(report.events).toBeGreaterThanOrEqual(report.findings);
}, 120_000);

describe('the comparison after a kill', () => {
  const source = { account: '123456789012', region: 'eu-central-1' };
  /** @param {number} version */
  const stored = (version) => {
    const finding = makeFinding(source, 1, version);
    const ProductFields = {
      ...finding.ProductFields,
      'aws/securityhub/FindingId': `${finding.ProductArn}/${finding.Id}`,
    };
    return {
      ...finding,
      ProductFields,
      FindingProviderFields: { Severity: finding.Severity, Types: finding.Types },
    };
  };
  /** @param {number} acknowledged @param {number} sent @param {number} [decision] */
  const known = (acknowledged, sent, decision = 0) =>
    new Map([
      [
        makeFinding(source, 1).Id,
        { index: 1, version: { acknowledged, sent }, decision: { acknowledged: decision, sent: decision } },
      ],
    ]);

  test('takes any version from the acknowledged to the last sent', () => {
    expect(verify(source, [stored(2)], known(2, 4))).toEqual([]);
    expect(verify(source, [stored(4)], known(2, 4))).toEqual([]);
    expect(verify(source, [], known(0, 1))).toEqual([]);
  });

  test('finds what is lost, old, mixed, incomplete, undecided or never sent', () => {
    expect(verify(source, [], known(1, 1))).toHaveLength(1);
    expect(verify(source, [stored(1)], known(2, 3))).toHaveLength(1);
    expect(verify(source, [{ ...stored(2), Title: stored(3).Title }], known(2, 3))).toHaveLength(1);
    expect(verify(source, [{ ...stored(2), Resources: [] }], known(2, 2))).toHaveLength(1);
    expect(verify(source, [stored(2)], known(2, 2, 1))).toHaveLength(1);
    expect(verify(source, [stored(2)], new Map())).toHaveLength(1);
    const decided = { ...stored(2), ...decisionNumber(1), Workflow: { Status: 'NEW' } };
    expect(verify(source, [decided], known(2, 2, 1))).toHaveLength(1);
  });
});

describe('the comparison of what was told', () => {
  const line = (/** @type {object} */ finding) => `${JSON.stringify({ detail: { findings: [finding] } })}\n`;
  const text = line({ Id: 'a', Title: '1' }) + line({ Id: 'a', Title: '2' }) + line({ Id: 'b', Title: '1' });
  const stored = [
    { Id: 'a', Title: '2' },
    { Id: 'b', Title: '1' },
  ];

  test('finds what was not', () => {
    expect(compareTold(text, stored).faults).toEqual([]);
    expect(compareTold(text, [{ Id: 'b', Title: '2' }, { Id: 'c' }]).faults).toHaveLength(2);
  });

  test('takes half a line if it comes again whole, and only then', () => {
    const half = line({ Id: 'b', Title: '1' }).slice(0, 40);
    expect(compareTold(`${half}\n${text}`, stored)).toEqual({ told: 3, faults: [] });
    expect(compareTold(`${line({ Id: 'c' }).slice(0, -4)}\n${text}`, stored).faults).toHaveLength(1);
    expect(compareTold(`${half}${text}`, stored).faults).not.toEqual([]);
  });
});
