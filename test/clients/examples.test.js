import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Client } from '../support/client.js';
import { readExamples } from '../support/examples.js';
import { Hub } from '../support/hub.js';
import { onTheWire } from '../support/templates.js';
import { adaptExample, PREPARATIONS } from './support/preparations.js';
import { shapeFaults } from './support/shape.js';

/** The worked examples of the SDK's documentation, sent as the SDK sends them, answered in the documented shape. */
describe('worked example', () => {
  /** @type {Hub} */
  let hub;
  /** @type {Client} */
  let client;

  beforeAll(async () => {
    hub = await Hub.start();
    client = new Client(hub);
  });

  afterEach(() => send('EnableSecurityHub', {}));

  afterAll(async () => {
    client?.close();
    await hub?.remove();
  });

  /**
   * @param {string} operation
   * @param {object} input
   */
  async function send(operation, input) {
    const { method, path, query, body } = await onTheWire(operation, input);
    return client.call(method, path, body, query);
  }

  const examples = readExamples();

  test('of every kind was found', () => {
    expect(examples.length).toBeGreaterThan(60);
    expect(examples.map(({ operation }) => operation)).toEqual(
      expect.arrayContaining([
        'BatchImportFindings',
        'BatchUpdateFindings',
        'DescribeHub',
        'GetFindings',
        'TagResource',
      ]),
    );
  });

  test.each(examples)('$operation: $title', async (example) => {
    const { operation } = example;
    const { input, output } = adaptExample(hub, example);
    await PREPARATIONS[operation]?.({ hub, send, input, output });
    const answer = await send(operation, input);
    if (answer.status === 501) {
      expect(answer.json).toMatchObject({
        Code: 'NotImplemented',
        Message: expect.stringContaining(operation),
      });
      return;
    }
    expect(`${answer.status} ${answer.body}`).toMatch(/^200 /);
    expect(shapeFaults(operation, output, answer.json)).toEqual([]);
  });
});
