import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
}

export interface Unsigned {
  method: string;
  /** As it goes over the wire: percent-encoded, without the query. */
  path: string;
  /** Decoded. */
  query?: Record<string, string>;
  headers: Record<string, string>;
  body: Uint8Array;
  /** When it is signed: now, unless it says otherwise. */
  date?: Date;
}

export interface Scope {
  region: string;
  service?: string;
}

type Bytes = string | ArrayBuffer | ArrayBufferView;

/** SHA-256 and HMAC-SHA-256 for the SDK's signer by Node's own, much faster than in JavaScript: batches are large. */
class NodeSha256 {
  readonly #secret: Bytes | undefined;
  #hash: Hash | Hmac;

  constructor(secret?: Bytes) {
    this.#secret = secret;
    this.#hash = this.#fresh();
  }

  #fresh(): Hash | Hmac {
    return this.#secret === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(this.#secret));
  }

  update(data: Bytes): void {
    this.#hash.update(bytesOf(data));
  }

  async digest(): Promise<Uint8Array> {
    return new Uint8Array(this.#hash.digest());
  }

  reset(): void {
    this.#hash = this.#fresh();
  }
}

function bytesOf(data: Bytes): Buffer {
  if (typeof data === 'string') return Buffer.from(data);
  return ArrayBuffer.isView(data)
    ? Buffer.from(data.buffer, data.byteOffset, data.byteLength)
    : Buffer.from(data);
}

/** The headers of a request, signed by the SDK's own signer. */
export async function signedHeaders(
  credentials: Credentials,
  { region, service = 'securityhub' }: Scope,
  { method, path, query = {}, headers, body, date }: Unsigned,
): Promise<Record<string, string>> {
  const signer = new SignatureV4({ credentials, region, service, sha256: NodeSha256 });
  const signed = await signer.sign(
    { method, protocol: 'http:', hostname: headers.host ?? '', path, query, headers, body },
    date === undefined ? {} : { signingDate: date },
  );
  return signed.headers;
}
