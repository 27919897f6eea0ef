import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Client } from './client.js';
import { differences } from './expected.js';

/** Real findings of other projects, beside the checkout where somebody has put them. */
const FOLDER = new URL('../../../shared/corpus/findings/', import.meta.url);

export const corpusMissing = existsSync(FOLDER) ? undefined : 'there is no corpus beside the checkout';

/** The service sets it, whatever was sent. */
const SERVICES_OWN = new Set(['ProcessedAt', 'ProductName', 'CompanyName', 'Region']);

/**
 * @typedef {object} Verdict
 * @property {string} file
 * @property {number} index
 * @property {string | undefined} refusal the service's message; undefined for a finding that was taken in
 * @property {string[]} faults in which the stored finding differs from the sent one
 */

/**
 * Sends every finding of the corpus as the account that it is of, with its product enabled in the Region of its ARN.
 *
 * @param {import('./hub.js').Hub} hub one that takes any signature
 * @returns {Promise<Verdict[]>}
 */
export async function importCorpus(hub) {
  const verdicts = [];
  const seen = new Set();
  for (const name of readdirSync(FOLDER).filter((file) => file.endsWith('.json'))) {
    const findings = JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8'));
    for (const [index, finding] of findings.entries()) {
      const verdict = await importOne(hub, finding);
      // Some come several times with the same UpdatedAt: what was stored first stays, as it should.
      const identity = `${finding.AwsAccountId} ${finding.ProductArn} ${finding.Id}`;
      if (seen.has(identity)) verdict.faults = [];
      seen.add(identity);
      verdicts.push({ file: name.replace('.json', ''), index, ...verdict });
    }
  }
  return verdicts;
}

/**
 * @param {import('./hub.js').Hub} hub
 * @param {Record<string, unknown>} finding
 */
async function importOne(hub, finding) {
  const account = /^\d{12}$/.test(String(finding.AwsAccountId)) ? String(finding.AwsAccountId) : hub.account;
  const region = String(finding.ProductArn).split(':')[3] ?? '';
  const client = new Client({
    url: hub.url,
    region,
    credentials: { accessKeyId: account, secretAccessKey: 'any' },
  });
  try {
    await client.call('POST', '/accounts', {});
    await client.call('POST', '/productSubscriptions', { ProductArn: finding.ProductArn });
    const { status, json } = await client.importFindings([finding]);
    if (status !== 200) return { refusal: `${json.Code}: ${json.Message}`, faults: [] };
    const [failed] = /** @type {{ErrorMessage: string}[]} */ (json.FailedFindings);
    if (failed !== undefined) return { refusal: failed.ErrorMessage, faults: [] };
    const same = (/** @type {unknown} */ Value) => [{ Value, Comparison: 'EQUALS' }];
    const [stored] = await client.allFindings({ Id: same(finding.Id), ProductArn: same(finding.ProductArn) });
    return {
      refusal: undefined,
      faults: stored === undefined ? ['it is not there'] : differences(finding, stored, SERVICES_OWN),
    };
  } finally {
    client.close();
  }
}
