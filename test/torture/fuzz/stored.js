import { isDeepStrictEqual } from 'node:util';
import { differences } from '../../support/expected.js';

/** @typedef {Record<string, unknown>} Json */

/**
 * Not compared with what was sent: the service says where a finding is, and the rest a customer update may have set (a
 * hostile one may have named a finding that a hostile import had stored).
 */
const NOT_THE_PROVIDERS = new Set([
  'Region',
  'Note',
  'UserDefinedFields',
  'VerificationState',
  'Workflow',
  'Severity',
  'Types',
  'Confidence',
  'Criticality',
  'RelatedFindings',
]);

/** Which findings a hub said that it took. */
export class Ledger {
  /** Findings that hostile requests got stored, by Id; undefined if one Id was sent in several forms. @type {Map<string, Json | undefined>} */
  accepted = new Map();
  #own;

  /** @param {{Id: string}[]} own findings that were imported before */
  constructor(own) {
    this.#own = new Set(own.map(({ Id }) => Id));
  }

  /**
   * @param {import('./cases.js').Case} hostile
   * @param {import('../../support/connection.js').Answer} answer
   * @throws {SyntaxError} if an import was taken that is not JSON
   */
  note(hostile, answer) {
    if (hostile.imported === undefined || answer.status !== 200) return;
    const { SuccessCount, FailedFindings } = JSON.parse(answer.body.toString());
    if (SuccessCount === 0) return;
    /** @type {Map<unknown, {sent: Json[], stored: number}>} */
    const byId = new Map();
    // A broken text that was accepted is read as the hub must have read it: a byte-order mark is no part of JSON's text.
    for (const sent of JSON.parse(hostile.imported.replace(/^\ufeff/, '')).Findings) {
      const id = Object(sent).Id;
      const seen = byId.get(id) ?? { sent: [], stored: 0 };
      byId.set(id, { sent: [...seen.sent, sent], stored: seen.stored + 1 });
    }
    for (const { Id } of FailedFindings) {
      const seen = byId.get(Id);
      if (seen !== undefined) seen.stored -= 1;
    }
    for (const [id, { sent, stored }] of byId) {
      if (typeof id !== 'string' || stored === 0) continue;
      const [only] = sent.length === 1 && !this.accepted.has(id) ? sent : [];
      this.accepted.set(id, only);
    }
  }

  /** @param {unknown} id */
  has(id) {
    return typeof id === 'string' && (this.#own.has(id) || this.accepted.has(id));
  }
}

/**
 * Looks for garbage in the store: what was there before is unchanged, nothing is there that was not acknowledged, and
 * everything that is there is good enough to be imported again.
 *
 * @param {import('../../support/client.js').Client} client
 * @param {Json[]} before everything that was stored before
 * @param {{Id: string}[]} untouched findings that no request named
 * @param {Ledger} ledger
 * @returns {Promise<string[]>} faults
 */
export async function checkStored(client, before, untouched, ledger) {
  const faults = [];
  const after = await client.allFindings();
  const byId = new Map(after.map((finding) => [finding.Id, finding]));
  for (const { Id } of untouched) {
    const earlier = before.find((finding) => finding.Id === Id);
    if (!isDeepStrictEqual(earlier, byId.get(Id)))
      faults.push(`a finding that no request named was changed: ${JSON.stringify(byId.get(Id))}`);
  }
  for (const finding of after) {
    if (!ledger.has(finding.Id))
      faults.push(`stored, but never acknowledged: ${JSON.stringify(finding).slice(0, 500)}`);
  }
  for (const [id, sent] of ledger.accepted) {
    const stored = byId.get(id);
    if (stored === undefined) faults.push(`acknowledged, but not stored: ${JSON.stringify(id)}`);
    else if (sent !== undefined) faults.push(...changed(sent, stored));
  }
  for (let at = 0; at < after.length; at += 100) {
    const again = await client.importFindings(after.slice(at, at + 100));
    if (again.status !== 200 || again.json.FailedCount !== 0) {
      faults.push(`what is stored does not import again: ${again.body.toString().slice(0, 2000)}`);
    }
  }
  if (!isDeepStrictEqual(await client.allFindings(), after))
    faults.push('importing what is stored changed it');
  const hub = await client.call('GET', '/accounts');
  if (hub.status !== 200) faults.push(`the hub was disabled: ${hub.status}`);
  return faults;
}

/**
 * @param {Json} sent
 * @param {Json} stored
 */
function changed(sent, stored) {
  // What JSON cannot carry (a negative zero) was lost before it was stored.
  const carried = JSON.parse(JSON.stringify(sent));
  return differences(carried, stored, NOT_THE_PROVIDERS).map(
    (fault) => `stored otherwise than sent: ${fault.slice(0, 500)}`,
  );
}
