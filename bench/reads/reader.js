import { Connection } from '../../test/support/connection.js';
import { Signer } from '../../test/support/signer.js';

/**
 * @typedef {object} Question
 * @property {string} account who asks
 * @property {string} method
 * @property {string} path
 * @property {Record<string, string | string[]>} [query]
 * @property {object} [body]
 *
 * @typedef {object} Timed
 * @property {number} ms from the first byte sent to the last byte received
 * @property {number} status
 * @property {any} json what a hub of another version answers is data: whoever reads it checks it
 */

/** One client on one keep-alive connection, of any account. Signing and parsing are not in its times. */
export class Reader {
  #connection;
  #signers;

  /** @param {Pick<import('./store.js').Store, 'hub' | 'keys'>} store */
  constructor({ hub, keys }) {
    this.#connection = new Connection(hub.url, 300_000);
    this.#signers = new Map(
      Object.entries(keys).map(([account, credentials]) => [
        account,
        new Signer({ url: hub.url, region: hub.region, credentials }),
      ]),
    );
  }

  /**
   * @param {Question} question
   * @returns {Promise<Timed>}
   */
  async ask({ account, method, path, query = {}, body }) {
    const signer = this.#signers.get(account);
    if (signer === undefined) throw new Error(`no key of account ${account}`);
    const content =
      body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const bytes = await signer.bytes({ method, path, query, ...content });
    const sent = performance.now();
    const answer = await this.#connection.send(bytes);
    const ms = performance.now() - sent;
    return { ms, status: answer.status, json: JSON.parse(answer.body.toString()) };
  }

  /**
   * @param {string} account
   * @param {object} input of GetFindings
   */
  find(account, input) {
    return this.ask({ account, method: 'POST', path: '/findings', body: input });
  }

  close() {
    this.#connection.close();
  }
}

/**
 * Why an answer cannot count; undefined if it can.
 *
 * @param {Timed} answer
 */
export const refusal = ({ status, json }) =>
  status === 200 ? undefined : `${status} ${json?.Code}: ${json?.Message}`;
