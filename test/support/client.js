import { Connection } from './connection.js';
import { Signer } from './signer.js';

/**
 * @typedef {Record<string, unknown>} Json
 * @typedef {import('./connection.js').Answer & {json: Json}} JsonAnswer
 */

/** A plain signed client of the wire API on one keep-alive connection: one request in flight. */
export class Client {
  /** @param {{url: string, region: string, credentials: import('./signer.js').Credentials}} hub */
  constructor(hub) {
    this.signer = new Signer(hub);
    this.connection = new Connection(hub.url);
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {unknown} [body] sent as JSON
   * @param {Record<string, string | string[]>} [query]
   * @returns {Promise<JsonAnswer>} rejects with NoAnswer
   */
  async call(method, path, body, query = {}) {
    const bytes = await this.signer.bytes({
      method,
      path,
      query,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const answer = await this.connection.send(bytes);
    return { ...answer, json: JSON.parse(answer.body.toString()) };
  }

  /** @param {object[]} findings */
  importFindings(findings) {
    return this.call('POST', '/findings/import', { Findings: findings });
  }

  /**
   * Every finding that a filter matches, page by page.
   *
   * @param {object} [filters]
   * @returns {Promise<Json[]>}
   */
  async allFindings(filters) {
    /** @type {Json[]} */
    const findings = [];
    /** @type {unknown} */
    let token;
    do {
      const page = await this.call('POST', '/findings', {
        MaxResults: 100,
        ...(filters === undefined ? {} : { Filters: filters }),
        ...(token === undefined ? {} : { NextToken: token }),
      });
      if (page.status !== 200 || !Array.isArray(page.json.Findings)) {
        throw new Error(`GetFindings answered ${page.status}: ${page.body.toString().slice(0, 500)}`);
      }
      findings.push(...page.json.Findings);
      token = page.json.NextToken;
    } while (token !== undefined && token !== null);
    return findings;
  }

  close() {
    this.connection.close();
  }
}
