/**
 * One real client of the service, behind a few words, so that one suite can hold all of them to the same expectations.
 *
 * @typedef {object} Caller
 * @property {() => Promise<{Account: string, Arn: string}>} identity STS GetCallerIdentity
 * @property {(operation: string, input: object) => Promise<any>} call rejects with ClientError. The output is that of
 *   a client in another language, or of a command line: the suite's expectations are its check
 * @property {(operation: PagedOperation, input: object, pageSize: number) => Promise<any[]>} all the items of all pages,
 *   through the client's own paginator
 * @property {(operation: PagedOperation, input: object, some: Some) => Promise<{items: any[], next?: string}>} some
 *   part of the items, and where the client says to go on; absent: there are no more
 * @property {() => Promise<void>} close
 *
 * @typedef {keyof typeof ITEMS} PagedOperation
 *
 * @typedef {object} Some
 * @property {number} pageSize
 * @property {number} maxItems a multiple of the page size: not every client can stop within a page
 * @property {string} [from] what `next` was before; absent: from the first item
 */

/** The member of the answer that holds the items of a page. */
export const ITEMS = /** @type {const} */ ({
  DescribeActionTargets: 'ActionTargets',
  DescribeProducts: 'Products',
  GetFindingHistory: 'Records',
  GetFindings: 'Findings',
  GetInsights: 'Insights',
});

/** What a client makes of an answer that is an exception. */
export class ClientError extends Error {
  /**
   * @param {string} code
   * @param {string} message
   */
  constructor(code, message) {
    super(message);
    this.name = 'ClientError';
    this.code = code;
  }
}

/**
 * The environment that points an AWS client of any language at a hub.
 *
 * @param {import('../../support/hub.js').Hub} hub
 * @returns {Record<string, string>}
 */
export function clientEnvironment(hub) {
  return {
    PATH: process.env.PATH ?? '',
    HOME: hub.data,
    AWS_ENDPOINT_URL: hub.url,
    AWS_ACCESS_KEY_ID: hub.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: hub.credentials.secretAccessKey,
    AWS_DEFAULT_REGION: hub.region,
    AWS_REGION: hub.region,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_MAX_ATTEMPTS: '1',
    AWS_PAGER: '',
    ...(process.env.PYENV_ROOT === undefined ? {} : { PYENV_ROOT: process.env.PYENV_ROOT }),
  };
}
