import { encodeRfc3986 } from '../../test/support/signer.js';
import { refusal } from './reader.js';

/** Managed insights are numbered; some numbers are not in use. */
const HIGHEST_NUMBER = 40;
const GROUP_BY = [
  'ResourceId',
  'ResourceType',
  'Title',
  'Type',
  'GeneratorId',
  'ProductName',
  'AwsAccountId',
  'SeverityLabel',
  'ComplianceStatus',
  'WorkflowStatus',
  'Id',
  'NetworkProtocol',
  'NetworkSourceIpV4',
  'NoteUpdatedBy',
  'ResourceAwsEc2InstanceImageId',
  'ResourceContainerImageName',
];

const equals = (/** @type {string[]} */ ...values) =>
  values.map((Value) => ({ Value, Comparison: 'EQUALS' }));
/** Custom insights are about everything, and about what is open. @type {ReadonlyMap<string, object>} */
const FILTERS = new Map([
  ['all', {}],
  ['open', { RecordState: equals('ACTIVE'), WorkflowStatus: equals('NEW', 'NOTIFIED') }],
]);

/**
 * @typedef {object} Insight
 * @property {string} name
 * @property {string[]} arns one for each account
 */

/**
 * @param {import('./reader.js').Reader} reader
 * @param {string[]} accounts
 * @returns {Promise<Insight[]>} those that there are
 */
export async function managedInsights(reader, accounts) {
  const found = [];
  for (let number = 1; number <= HIGHEST_NUMBER; number++) {
    const arn = `arn:aws:securityhub:::insight/securityhub/default/${number}`;
    const [account = ''] = accounts;
    const body = { InsightArns: [arn] };
    const { status, json } = await reader.ask({ account, method: 'POST', path: '/insights/get', body });
    if (status !== 200) continue;
    found.push({ name: `managed ${number}: ${json.Insights[0].Name}`, arns: accounts.map(() => arn) });
  }
  return found;
}

/**
 * @param {import('./reader.js').Reader} reader
 * @param {string[]} accounts
 * @param {Insight[]} created takes up what was created, so that it can be deleted if not all can be
 */
export async function createInsights(reader, accounts, created) {
  for (const [about, Filters] of FILTERS) {
    for (const GroupByAttribute of GROUP_BY) {
      /** @type {Insight} */
      const insight = { name: `${about} by ${GroupByAttribute}`, arns: [] };
      created.push(insight);
      const body = { Name: insight.name, Filters, GroupByAttribute };
      for (const account of accounts) {
        const answer = await reader.ask({ account, method: 'POST', path: '/insights', body });
        const fault = refusal(answer);
        if (fault !== undefined) throw new Error(`an insight could not be created: ${fault}`);
        insight.arns.push(answer.json.InsightArn);
      }
    }
  }
}

/**
 * @param {import('./reader.js').Reader} reader
 * @param {string[]} accounts
 * @param {Insight[]} insights
 */
export async function deleteInsights(reader, accounts, insights) {
  for (const { arns } of insights) {
    for (const [place, arn] of arns.entries()) {
      await reader.ask({
        account: accounts[place] ?? '',
        method: 'DELETE',
        path: `/insights/${inPath(arn)}`,
      });
    }
  }
}

/** @param {string} arn */
export const inPath = (arn) => arn.split('/').map(encodeRfc3986).join('/');
