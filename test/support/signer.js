import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';

/**
 * @typedef {string | ArrayBuffer | ArrayBufferView} SourceData
 *
 * @typedef {object} Credentials
 * @property {string} accessKeyId
 * @property {string} secretAccessKey
 * @property {string} [sessionToken]
 *
 * @typedef {object} UnsignedRequest
 * @property {string} method
 * @property {string} path as it goes over the wire, percent-encoded, without the query
 * @property {Record<string, string | string[]>} [query] decoded
 * @property {Record<string, string>} [headers]
 * @property {Buffer | string} [body]
 * @property {Date} [date] of the signature; now if absent. A signature is good for five minutes
 *
 * @typedef {UnsignedRequest & {headers: Record<string, string>, body: Buffer, target: string}} SignedRequest
 */

/** SHA-256 and HMAC-SHA-256 in the form that the signer asks for, by node's own (much faster than JavaScript's). */
class NodeSha256 {
  /** @type {import('node:crypto').Hash | import('node:crypto').Hmac} */
  #hash;
  #secret;

  /** @param {SourceData} [secret] */
  constructor(secret) {
    this.#secret = secret;
    this.#hash = this.#fresh();
  }

  #fresh() {
    return this.#secret === undefined ? createHash('sha256') : createHmac('sha256', toBytes(this.#secret));
  }

  /** @param {SourceData} data */
  update(data) {
    this.#hash.update(toBytes(data));
  }

  async digest() {
    return new Uint8Array(this.#hash.digest());
  }

  reset() {
    this.#hash = this.#fresh();
  }
}

/** @param {SourceData} data */
function toBytes(data) {
  if (typeof data === 'string') return Buffer.from(data);
  if (ArrayBuffer.isView(data)) return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return Buffer.from(data);
}

/** Signs complete HTTP requests (Signature Version 4), independent of the hub's own code, ready to be sent as bytes. */
export class Signer {
  #host;
  #signature;

  /**
   * @param {{url: string, region: string, credentials: Credentials, service?: string}} target where the requests will go
   */
  constructor({ url, region, credentials, service = 'securityhub' }) {
    this.#host = new URL(url).host;
    this.#signature = new SignatureV4({ credentials, region, service, sha256: NodeSha256 });
  }

  /**
   * @param {UnsignedRequest} request
   * @returns {Promise<SignedRequest>} with the Authorization header among its headers
   */
  async sign(request) {
    const body = Buffer.from(request.body ?? '');
    const headers = { host: this.#host, 'content-length': String(body.length), ...request.headers };
    const query = request.query ?? {};
    const signed = await this.#signature.sign(
      {
        method: request.method,
        protocol: 'http:',
        hostname: this.#host,
        path: request.path,
        query,
        headers,
        body,
      },
      request.date === undefined ? {} : { signingDate: request.date },
    );
    return { ...request, headers: signed.headers, body, target: request.path + queryString(query) };
  }

  /**
   * Signs a request and gives the bytes to send.
   *
   * @param {UnsignedRequest} request
   */
  async bytes(request) {
    return serialize(await this.sign(request));
  }
}

/** @param {Record<string, string | string[]>} query */
export function queryString(query) {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((one) => `${encodeRfc3986(name)}=${encodeRfc3986(one)}`),
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

/** @param {string} text */
export function encodeRfc3986(text) {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/**
 * An HTTP/1.1 request as bytes. Nothing is checked or added, so that faulty requests can be written too.
 *
 * @param {{method: string, target: string, headers: Record<string, string> | [string, string][], body?: Buffer}} request
 */
export function serialize({ method, target, headers, body }) {
  const lines = Array.isArray(headers) ? headers : Object.entries(headers);
  const head = `${method} ${target} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
  const bytes = Buffer.from(head, 'latin1');
  return body === undefined || body.length === 0 ? bytes : Buffer.concat([bytes, body]);
}
