import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { ClientError, clientEnvironment, ITEMS } from './caller.js';

const SCRIPT = fileURLToPath(new URL('boto3_client.py', import.meta.url));

/** @returns {string | undefined} why boto3 cannot be tried here */
export function boto3Missing() {
  return spawnSync('python3', ['-c', 'import boto3']).status === 0
    ? undefined
    : 'python3 with boto3 is not installed';
}

/** @param {string} operation */
const snakeCase = (operation) => operation.replaceAll(/(?<!^)([A-Z])/g, '_$1').toLowerCase();

/**
 * boto3, in a Python process.
 *
 * @param {import('../../support/hub.js').Hub} hub
 * @returns {import('./caller.js').Caller}
 */
export function boto3Caller(hub) {
  const child = spawn('python3', [SCRIPT], {
    env: clientEnvironment(hub),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (/** @type {object} */ task) => {
    child.stdin.write(`${JSON.stringify(task)}\n`);
    const { value, done } = await lines.next();
    if (done) throw new Error('the Python process ended');
    const { output, code, message } = JSON.parse(value);
    if (code !== undefined) throw new ClientError(code, message);
    return output;
  };
  return {
    identity: () => ask({ identity: true }),
    call: (operation, input) => ask({ operation: snakeCase(operation), input }),
    all: (operation, input, pageSize) =>
      ask({ paginate: snakeCase(operation), input, items: ITEMS[operation], config: { PageSize: pageSize } }),
    some: async (operation, input, { pageSize, maxItems, from }) => {
      const config = {
        PageSize: pageSize,
        MaxItems: maxItems,
        ...(from !== undefined && { StartingToken: from }),
      };
      const items = ITEMS[operation];
      const { [items]: found, NextToken: next } = await ask({
        full_result: snakeCase(operation),
        input,
        config,
      });
      return { items: found, next };
    },
    close: async () => {
      child.stdin.end();
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}
