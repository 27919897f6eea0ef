/**
 * One real client of the service, behind a few words, so that one suite can hold all of them to the same expectations.
 *
 * @typedef {object} Caller
 * @property {() => Promise<{Account: string, Arn: string}>} identity STS GetCallerIdentity
 * @property {(operation: string, input: object) => Promise<any>} call rejects with ClientError. The output is that of
 *   a client in another language, or of a command line: the suite's expectations are its check
 * @property {(input: object, pageSize: number) => Promise<any[]>} allFindings GetFindings through the client's own paginator
 * @property {() => Promise<void>} close
 */

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
