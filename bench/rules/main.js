import { Client } from '../../test/support/client.js';
import { print, round } from '../figures.js';
import { Load } from '../processes.js';
import { accountNumber, keyOf, makeAccount } from '../reads/accounts.js';
import { rateOf, takeTurns } from '../turns.js';
import { createRule } from './definitions.js';

const RULES = 100;
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
    const [free, ruled] = await takeTurns('rules', hub, load, options, [FREE, RULED]);
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
