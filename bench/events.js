import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from '../test/support/client.js';
import { print, round } from './figures.js';
import { Load } from './processes.js';
import { accountNumber, keyOf, makeAccount } from './reads/accounts.js';
import { rateOf, takeTurns } from './turns.js';

const SILENT = accountNumber(0);
const TOLD = accountNumber(1);

/**
 * The import into an account of which every finding is told to a file, beside the import of the same findings into one
 * without rules; and how fast what waits is delivered when nothing else happens.
 *
 * @param {import('./options.js').Options} options
 * @param {import('./engines.js').Engine} engine
 * @param {import('../test/support/hub.js').HubOptions} hubOptions
 */
export async function measureEvents(options, engine, hubOptions) {
  const hub = await engine.start({
    ...hubOptions,
    env: { ...hubOptions.env, DOCKET_EVENTS_FOLDER: 'events' },
  });
  const load = new Load();
  const admin = new Client(hub);
  const client = new Client({ url: hub.url, region: hub.region, credentials: keyOf(TOLD) });
  try {
    for (const account of [SILENT, TOLD]) await makeAccount(admin, hub.region, account);
    await tellEverything(client);
    const [silent, told] = await takeTurns('events', hub, load, options, [SILENT, TOLD]);
    const left = await waiting(client);
    const start = performance.now();
    while ((await waiting(client)) > 0) await sleep(50);
    const seconds = (performance.now() - start) / 1000;
    print({
      figure: 'events',
      findings: told.findings,
      rate: round(rateOf(told)),
      rateWithout: round(rateOf(silent)),
      unit: 'findings/s',
      ratio: round(rateOf(told) / rateOf(silent), 3),
      left,
      ...(left > 0 && { deliveredPerSecond: round(left / seconds) }),
    });
  } finally {
    admin.close();
    client.close();
    load.close();
    await hub.remove();
  }
}

/** @param {Client} client */
async function tellEverything(client) {
  const sink = { Name: 'file', Kind: 'file', File: { Name: 'all.ndjson' } };
  const { json } = await client.call('POST', '/_docket/events/sinks', sink);
  const rule = { Name: 'all', EventPattern: { source: ['aws.securityhub'] }, SinkIds: [json.Sink.Id] };
  const { status } = await client.call('POST', '/_docket/events/rules', rule);
  if (status !== 201) throw new Error(`a rule was answered with ${status}`);
}

/** Events that are not delivered yet. @param {Client} client */
async function waiting(client) {
  const { json } = await client.call('GET', '/_docket/events/sinks');
  return json.Sinks[0].Health.Pending;
}
