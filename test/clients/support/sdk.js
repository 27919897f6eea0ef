import {
  paginateDescribeActionTargets,
  paginateDescribeProducts,
  paginateGetFindingHistory,
  paginateGetFindings,
  paginateGetInsights,
  SecurityHubClient,
} from '@aws-sdk/client-securityhub';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { commandOf } from '../../support/templates.js';
import { ClientError, ITEMS } from './caller.js';

/**
 * The SDK types each of them on its own; here the operation is data.
 *
 * @type {Record<import('./caller.js').PagedOperation, (config: any, input: any) => AsyncIterable<any>>}
 */
const PAGINATORS = {
  DescribeActionTargets: paginateDescribeActionTargets,
  DescribeProducts: paginateDescribeProducts,
  GetFindingHistory: paginateGetFindingHistory,
  GetFindings: paginateGetFindings,
  GetInsights: paginateGetInsights,
};

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
    all: async (operation, input, pageSize) => {
      const items = [];
      for await (const page of PAGINATORS[operation]({ client, pageSize }, input)) {
        items.push(...page[ITEMS[operation]]);
      }
      return items;
    },
    some: async (operation, input, { pageSize, maxItems, from }) => {
      const items = [];
      for await (const page of PAGINATORS[operation]({ client, pageSize, startingToken: from }, input)) {
        items.push(...page[ITEMS[operation]]);
        if (items.length >= maxItems) return { items, next: page.NextToken };
      }
      return { items };
    },
    close: async () => {
      client.destroy();
      sts.destroy();
    },
  };
}
