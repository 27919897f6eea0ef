import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { ClientError, clientEnvironment } from './caller.js';

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
  return {
    identity: () => aws(['sts', 'get-caller-identity']),
    call: (operation, input) =>
      aws(['securityhub', kebabCase(operation), '--no-paginate', '--cli-input-json', JSON.stringify(input)]),
    allFindings: async (input, pageSize) => {
      const page = ['--page-size', String(pageSize), '--cli-input-json', JSON.stringify(input)];
      return (await aws(['securityhub', 'get-findings', ...page])).Findings;
    },
    close: async () => undefined,
  };
}
