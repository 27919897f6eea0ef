import * as sdk from '@aws-sdk/client-securityhub';
import { readExamples } from './examples.js';
import { queryString } from './signer.js';

/**
 * @typedef {object} Template a request as the SDK writes it, unsigned
 * @property {string} operation
 * @property {string} method
 * @property {string} path
 * @property {Record<string, string | string[]>} query
 * @property {unknown} body undefined if there is none
 */

/**
 * The worked examples as the SDK puts them on the wire.
 *
 * @param {(text: string) => string} adapt replaces account and Region in the JSON text of an input
 * @returns {Promise<Template[]>}
 */
export async function exampleTemplates(adapt) {
  const templates = [];
  for (const { operation, input } of readExamples()) {
    templates.push(await onTheWire(operation, JSON.parse(adapt(JSON.stringify(input ?? {})))));
  }
  return templates;
}

/**
 * @param {string} operation
 * @param {object} input
 * @returns {Promise<Template>}
 */
export async function onTheWire(operation, input) {
  /** @type {{method: string, path: string, query: Record<string, string | string[]>, body?: unknown} | undefined} */
  let captured;
  const client = new sdk.SecurityHubClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'unused' },
    maxAttempts: 1,
    requestHandler: {
      handle: async (/** @type {any} */ request) => {
        captured = request;
        throw new Error('captured');
      },
    },
  });
  await client.send(commandOf(operation, input)).catch((error) => {
    if (captured === undefined) throw error;
  });
  if (captured === undefined) throw new Error(`${operation} was not sent`);
  const text = typeof captured.body === 'string' ? captured.body : bytesToText(captured.body);
  return {
    operation,
    method: captured.method,
    path: captured.path,
    query: captured.query,
    body: text === '' ? undefined : JSON.parse(text),
  };
}

/** @param {unknown} body */
function bytesToText(body) {
  return body instanceof Uint8Array
    ? Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString()
    : '';
}

/**
 * @param {string} operation
 * @param {object} input
 * @returns {any} the SDK types each command on its own; here the name is data
 */
export function commandOf(operation, input) {
  const Command = Reflect.get(sdk, `${operation}Command`);
  return new Command(input);
}

/**
 * Method and path of every operation of the model; labels are filled with a word.
 *
 * @returns {{operation: string, method: string, path: string}[]}
 */
export function modelRoutes() {
  return Object.values(sdk).flatMap((shape) => {
    if (!Array.isArray(shape) || shape[0] !== 9) return [];
    const [, , operation, traits] = shape;
    if (typeof traits !== 'object' || !Array.isArray(traits.http))
      throw new Error(`${operation} has no route`);
    const [method, path] = traits.http;
    return [{ operation, method, path: path.replaceAll(/\{\w+\+?\}/g, 'example') }];
  });
}

/** @param {Template} template */
export const targetOf = ({ path, query }) => path + queryString(query);
