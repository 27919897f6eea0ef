import { paginateGetFindings, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { commandOf } from '../../support/templates.js';
import { ClientError } from './caller.js';

/**
 * AWS SDK for JavaScript v3.
 *
 * @param {import('../../support/hub.js').Hub} hub
 * @returns {import('./caller.js').Caller}
 */
export function sdkCaller(hub) {
  const { url, region, credentials } = hub;
  const settings = { endpoint: url, region, credentials: { ...credentials }, maxAttempts: 1 };
  const client = new SecurityHubClient(settings);
  const sts = new STSClient(settings);
  const rename = (/** @type {Error} */ error) => {
    throw new ClientError(error.name, error.message);
  };
  return {
    identity: async () => {
      const { Account = '', Arn = '' } = await sts.send(new GetCallerIdentityCommand({})).catch(rename);
      return { Account, Arn };
    },
    call: async (operation, input) => client.send(commandOf(operation, input)).catch(rename),
    allFindings: async (input, pageSize) => {
      const findings = [];
      for await (const page of paginateGetFindings({ client, pageSize }, input)) {
        findings.push(...(page.Findings ?? []));
      }
      return findings;
    },
    close: async () => {
      client.destroy();
      sts.destroy();
    },
  };
}
