import { isDeepStrictEqual } from 'node:util';
import { differences } from '../../support/expected.js';
import { makeFinding, versionMarks } from '../../support/findings.js';
import { decisionNumber } from './writer.js';

/** Top-level attributes that a decision sets. */
const DECIDED = new Set(['Note', 'UserDefinedFields', 'Workflow', 'Severity', 'Confidence']);

/**
 * Compares what a hub holds after a crash with what its clients know, and brings the clients' knowledge up to date
 * (what turned out to be stored counts as acknowledged from now on).
 *
 * @param {import('../../support/findings.js').Source} source
 * @param {Record<string, unknown>[]} stored everything that the hub holds
 * @param {Map<string, import('./writer.js').Known>} known
 * @returns {string[]} faults
 */
export function verify(source, stored, known) {
  /** @type {string[]} */
  const faults = [];
  const byId = new Map(stored.map((finding) => [String(finding.Id), finding]));
  if (byId.size !== stored.length) faults.push('a finding is stored twice');
  for (const id of byId.keys()) {
    if (!known.has(id)) faults.push(`${id}: nobody sent it`);
  }
  for (const [id, state] of known) {
    const finding = byId.get(id);
    if (finding === undefined) {
      if (state.version.acknowledged > 0) faults.push(`${id}: acknowledged, but gone`);
      state.version.sent = 0;
      state.decision = { acknowledged: 0, sent: 0 };
      continue;
    }
    faults.push(...checkOne(source, finding, state).map((fault) => `${id}: ${fault}`));
  }
  return faults;
}

/**
 * @param {import('../../support/findings.js').Source} source
 * @param {Record<string, unknown>} finding
 * @param {import('./writer.js').Known} state
 */
function checkOne(source, finding, state) {
  const marks = versionMarks(finding);
  const [version] = marks;
  if (version === undefined || marks.length > 1) return [`a mix of versions ${marks.join(', ')}`];
  if (version < state.version.acknowledged || version > state.version.sent) {
    return [
      `version ${version} stored, ${state.version.acknowledged} acknowledged, ${state.version.sent} sent`,
    ];
  }
  state.version = { acknowledged: version, sent: version };

  const decision = Number(Object(finding.UserDefinedFields).decision ?? 0);
  if (decision < state.decision.acknowledged || decision > state.decision.sent) {
    return [
      `decision ${decision} stored, ${state.decision.acknowledged} acknowledged, ${state.decision.sent} sent`,
    ];
  }
  state.decision = { acknowledged: decision, sent: decision };
  const faults = differences(
    makeFinding(source, state.index, version),
    finding,
    decision > 0 ? DECIDED : new Set(),
  );
  return decision > 0 ? [...faults, ...undecided(finding, decision)] : faults;
}

/**
 * @param {Record<string, unknown>} finding
 * @param {number} number
 */
function undecided(finding, number) {
  return Object.entries(decisionNumber(number))
    .filter(([name, value]) => {
      const held = finding[name];
      return typeof value === 'object'
        ? !isDeepStrictEqual({ ...Object(held), ...value }, held)
        : held !== value;
    })
    .map(([name]) => `${name} is not that of decision ${number}: ${JSON.stringify(finding[name])}`);
}
