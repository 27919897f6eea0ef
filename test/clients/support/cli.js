import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { ClientError, clientEnvironment, ITEMS } from './caller.js';

const run = promisify(execFile);
const EXCEPTION = /An error occurred \((\w+)\) when calling the \w+ operation(?: \([^)]*\))?: ([\s\S]*)/;

/** @returns {string | undefined} why the AWS CLI cannot be tried here */
export function cliMissing() {
  return spawnSync('aws', ['--version']).status === 0 ? undefined : 'the AWS CLI is not installed';
}

/** @param {string} operation */
const kebabCase = (operation) => operation.replaceAll(/(?<!^)([A-Z])/g, '-$1').toLowerCase();

/**
 * The AWS CLI, version 1 or 2, a process per call.
 *
 * @param {import('../../support/hub.js').Hub} hub
 * @returns {import('./caller.js').Caller}
 */
export function cliCaller(hub) {
  const env = clientEnvironment(hub);
  const aws = async (/** @type {string[]} */ args) => {
    const options = { env, cwd: hub.data, maxBuffer: 64 * 1024 * 1024 };
    const { stdout } = await run('aws', [...args, '--output', 'json'], options).catch((error) => {
      const [, code, message = ''] = EXCEPTION.exec(String(error.stderr)) ?? [];
      throw code === undefined ? error : new ClientError(code, message.trim());
    });
    return stdout.trim() === '' ? {} : JSON.parse(stdout);
  };
  const paged = (
    /** @type {string} */ operation,
    /** @type {object} */ input,
    /** @type {string[]} */ paging,
  ) => aws(['securityhub', kebabCase(operation), ...paging, '--cli-input-json', JSON.stringify(input)]);
  return {
    identity: () => aws(['sts', 'get-caller-identity']),
    call: (operation, input) =>
      aws(['securityhub', kebabCase(operation), '--no-paginate', '--cli-input-json', JSON.stringify(input)]),
    all: async (operation, input, pageSize) =>
      (await paged(operation, input, ['--page-size', String(pageSize)]))[ITEMS[operation]],
    some: async (operation, input, { pageSize, maxItems, from }) => {
      const { [ITEMS[operation]]: items, NextToken: next } = await paged(operation, input, [
        '--page-size',
        String(pageSize),
        '--max-items',
        String(maxItems),
        ...(from === undefined ? [] : ['--starting-token', from]),
      ]);
      return { items, next };
    },
    close: async () => undefined,
  };
}
