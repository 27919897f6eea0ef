import { isDeepStrictEqual } from 'node:util';

/** @typedef {Record<string, unknown>} Json */

/** Which findings a hub said that it took. */
export class Ledger {
  /** Ids of findings that hostile requests got stored. @type {Set<string>} */
  accepted = new Set();
  #own;

  /** @param {{Id: string}[]} own findings that were imported before */
  constructor(own) {
    this.#own = new Set(own.map(({ Id }) => Id));
  }

  /**
   * @param {import('./cases.js').Case} hostile
   * @param {import('../../support/connection.js').Answer} answer
   */
  note(hostile, answer) {
    if (hostile.imported === undefined || answer.status !== 200) return;
    const { SuccessCount, FailedFindings } = JSON.parse(answer.body.toString());
    if (SuccessCount === 0) return;
    /** @type {Map<unknown, number>} */
    const left = new Map();
    // A broken text that was accepted is read as the hub must have read it: a byte-order mark is no part of JSON's text.
    for (const { Id } of JSON.parse(hostile.imported.replace(/^\ufeff/, '')).Findings) {
      left.set(Id, (left.get(Id) ?? 0) + 1);
    }
    for (const { Id } of FailedFindings) left.set(Id, (left.get(Id) ?? 0) - 1);
    for (const [id, count] of left) {
      if (typeof id === 'string' && count > 0) this.accepted.add(id);
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
  for (const id of ledger.accepted) {
    if (!byId.has(id)) faults.push(`acknowledged, but not stored: ${JSON.stringify(id)}`);
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
