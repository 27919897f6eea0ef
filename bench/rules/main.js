import { Client } from '../../test/support/client.js';
import { print, progress, round } from '../figures.js';
import { Load } from '../processes.js';
import { accountNumber, keyOf, makeAccount } from '../reads/accounts.js';
import { createRule } from './definitions.js';

const RULES = 100;
const ROUNDS = 6;
const FREE = accountNumber(0);
const RULED = accountNumber(1);
/** Findings looked at afterwards, to see that rules were applied. */
const LOOKED_AT = 1000;

/**
 * The import into an account with a hundred automation rules, beside the import of the same findings into one without.
 *
 * @param {import('../options.js').Options} options
 * @param {import('../engines.js').Engine} engine
 * @param {import('../../test/support/hub.js').HubOptions} hubOptions
 */
export async function measureRules(options, engine, hubOptions) {
  const hub = await engine.start(hubOptions);
  const load = new Load();
  const admin = new Client(hub);
  const client = new Client({ url: hub.url, region: hub.region, credentials: keyOf(RULED) });
  try {
    for (const account of [FREE, RULED]) await makeAccount(admin, hub.region, account);
    for (let number = 0; number < RULES; number++) await createRule(client, number);
    const { free, ruled } = await takeTurns(hub, load, options);
    const changed = await changedShare(client);
    print({
      figure: 'rules',
      rules: RULES,
      findings: ruled.findings,
      rate: round(rateOf(ruled)),
      rateWithout: round(rateOf(free)),
      unit: 'findings/s',
      ratio: round(rateOf(ruled) / rateOf(free), 3),
      changedShare: changed,
      ...(changed === 0 && { error: 'no finding shows that a rule was applied' }),
    });
    if (changed === 0) process.exitCode = 1;
  } finally {
    admin.close();
    client.close();
    load.close();
    await hub.remove();
  }
}

/**
 * Imports into either account, again and again, so that both have the machine's good and bad moments.
 *
 * @param {import('../../test/support/hub.js').Hub} hub
 * @param {Load} load
 * @param {import('../options.js').Options} options
 */
async function takeTurns(hub, load, { findings, batch, clients, seed }) {
  const target = {
    urls: [hub.url],
    region: hub.region,
    keys: { [FREE]: keyOf(FREE), [RULED]: keyOf(RULED) },
  };
  const each = Math.ceil(findings / (2 * ROUNDS) / batch) * batch;
  const until = Date.now();
  const free = { account: FREE, findings: 0, seconds: 0 };
  const ruled = { account: RULED, findings: 0, seconds: 0 };
  // Round 0 warms up.
  for (let number = 0; number <= ROUNDS; number++) {
    progress(`rules: round ${number} of ${ROUNDS}`);
    for (const side of number % 2 === 0 ? [free, ruled] : [ruled, free]) {
      const estate = { region: hub.region, accounts: [side.account], seed, until };
      const phase = { estate, from: number * each, to: (number + 1) * each, version: 1, batch };
      const result = await load.run({ phase, hub: target, clients });
      if (number === 0) continue;
      side.findings += result.findings;
      side.seconds += result.seconds;
    }
  }
  return { free, ruled };
}

/** @param {{findings: number, seconds: number}} imported */
const rateOf = ({ findings, seconds }) => findings / seconds;

/** How many of the findings a rule has left its mark in. @param {Client} client */
async function changedShare(client) {
  let changed = 0;
  let looked = 0;
  let token = {};
  while (looked < LOOKED_AT) {
    const { json } = await client.call('POST', '/findings', { MaxResults: 100, ...token });
    const findings = Array.isArray(json.Findings) ? json.Findings : [];
    looked += findings.length;
    changed += findings.filter(
      ({ UserDefinedFields, Note }) => UserDefinedFields?.rule !== undefined || Note?.UpdatedBy === 'bench',
    ).length;
    if (typeof json.NextToken !== 'string') break;
    token = { NextToken: json.NextToken };
  }
  return round(changed / looked, 3);
}
