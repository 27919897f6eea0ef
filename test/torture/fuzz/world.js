import { makeFinding } from '../../support/findings.js';
import { Signer } from '../../support/signer.js';
import { exampleTemplates, modelRoutes } from '../../support/templates.js';
import { eventRequest } from './events.js';

/**
 * @typedef {object} World what the cases are made from
 * @property {import('../../support/hub.js').Hub} hub
 * @property {Signer} signer
 * @property {Signer} strangerSigner signs with a key that nobody has
 * @property {Signer} forgerSigner signs with a known key and a wrong secret
 * @property {Signer} stsSigner
 * @property {import('../../support/templates.js').Template[]} templates of every operation with a worked example
 * @property {{operation: string, method: string, path: string}[]} routes
 * @property {() => object} freshFinding a finding with an Id that was not used before
 * @property {string[]} victims Ids of findings that customer updates may change
 * @property {import('./events.js').EventWorld} events
 */

/**
 * @param {import('../../support/hub.js').Hub} hub
 * @param {number} seed
 * @param {string[]} victims
 * @param {import('./events.js').EventWorld} events
 * @returns {Promise<World>}
 */
export async function makeWorld(hub, seed, victims, events) {
  const { url, region, credentials } = hub;
  const adapt = (/** @type {string} */ text) =>
    text.replaceAll('123456789012', hub.account).replaceAll(/us-(east|west)-[12]/g, region);
  const templates = (await exampleTemplates(adapt)).filter(
    ({ operation }) => operation !== 'DisableSecurityHub',
  );
  let next = 1_000_000;
  return {
    hub,
    signer: new Signer({ url, region, credentials }),
    strangerSigner: new Signer({
      url,
      region,
      credentials: { ...credentials, accessKeyId: 'AKIAUNKNOWNEXAMPLE00' },
    }),
    forgerSigner: new Signer({
      url,
      region,
      credentials: { ...credentials, secretAccessKey: 'not the secret' },
    }),
    stsSigner: new Signer({ url, region, credentials, service: 'sts' }),
    templates,
    routes: modelRoutes(),
    freshFinding: () => makeFinding({ account: hub.account, region, seed }, next++),
    victims,
    events,
  };
}

/**
 * A request that is valid but for what the caller does to it: mostly imports, then customer updates and reads, then
 * every other operation, and events.
 *
 * @param {import('../../support/random.js').Random} random
 * @param {World} world
 * @returns {import('../../support/templates.js').Template}
 */
export function validRequest(random, world) {
  const draw = random.next();
  if (draw < 0.5) {
    const findings = Array.from(
      { length: random.chance(0.8) ? 1 : random.integer(2, 5) },
      world.freshFinding,
    );
    return request('BatchImportFindings', 'POST', '/findings/import', { Findings: findings });
  }
  if (draw < 0.6)
    return request('BatchUpdateFindings', 'PATCH', '/findings/batchupdate', update(random, world));
  if (draw < 0.75) return request('GetFindings', 'POST', '/findings', query(random, world));
  if (draw < 0.85) return eventRequest(random, world);
  return random.pick(world.templates);
}

/**
 * @param {string} operation
 * @param {string} method
 * @param {string} path
 * @param {unknown} body
 */
const request = (operation, method, path, body) => ({ operation, method, path, query: {}, body });

/**
 * @param {import('../../support/random.js').Random} random
 * @param {World} world
 */
function update(random, world) {
  return {
    FindingIdentifiers: [{ Id: random.pick(world.victims), ProductArn: world.hub.productArn }],
    Note: { Text: 'Looked at.', UpdatedBy: 'analyst' },
    Severity: { Label: 'LOW', Normalized: 10, Product: 1.5 },
    Confidence: 40,
    Criticality: 60,
    Types: ['Software and Configuration Checks/Vulnerabilities/CVE'],
    UserDefinedFields: { ticket: 'SEC-1' },
    VerificationState: 'TRUE_POSITIVE',
    Workflow: { Status: 'NOTIFIED' },
    RelatedFindings: [{ Id: 'related', ProductArn: world.hub.productArn }],
  };
}

/**
 * @param {import('../../support/random.js').Random} random
 * @param {World} world
 */
function query(random, world) {
  return {
    Filters: {
      Id: [{ Value: random.pick(world.victims), Comparison: 'EQUALS' }],
      AwsAccountId: [{ Value: world.hub.account, Comparison: 'PREFIX' }],
      SeverityLabel: [{ Value: 'LOW', Comparison: 'NOT_EQUALS' }],
      UpdatedAt: [
        { Start: '2026-01-01T00:00:00Z', End: '2027-01-01T00:00:00Z' },
        { DateRange: { Value: 30, Unit: 'DAYS' } },
      ],
      WorkflowStatus: [{ Value: 'NEW', Comparison: 'EQUALS' }],
    },
    SortCriteria: [{ Field: 'UpdatedAt', SortOrder: 'desc' }],
    MaxResults: 2,
    NextToken: 'bm90IGEgdG9rZW4=',
  };
}
