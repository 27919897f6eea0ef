import { isUtf8 } from 'node:buffer';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { ByteBudget } from '../byte-budget.js';
import { ServiceError } from '../errors.js';

const gunzipAsync = promisify(gunzip);

/** A body as received, exactly: signatures are over these bytes. */
export interface ReceivedBody {
  bytes: Buffer;
  /** Gives the bytes back to the budget; call it once, when the answer is out. */
  release(): void;
}

/**
 * Receives a request's body. What all requests together hold in memory is bounded: beyond the budget the request is
 * refused with an error that clients retry.
 *
 * @param stream is left open for whoever drains the rest of a body that is refused
 * @param limit bytes
 * @throws ServiceError RequestEntityTooLargeException, ServiceUnavailableException, or RequestTimeoutException if the
 *   sender went away
 */
export async function receiveBody(
  stream: Readable,
  limit: number,
  budget: ByteBudget,
): Promise<ReceivedBody> {
  const chunks: Buffer[] = [];
  let size = 0;
  const release = (): void => {
    budget.give(size);
    size = 0;
  };
  try {
    for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
      const bytes: Buffer = chunk;
      if (size + bytes.length > limit) throw tooLarge(limit);
      if (!budget.tryTake(bytes.length)) {
        throw new ServiceError(
          'ServiceUnavailableException',
          'Too many requests are being received. Try again.',
        );
      }
      size += bytes.length;
      chunks.push(bytes);
    }
  } catch (error) {
    release();
    if (error instanceof ServiceError) throw error;
    throw new ServiceError('RequestTimeoutException', 'The connection ended before the request was whole.');
  }
  const [only, second] = chunks;
  return { bytes: only && !second ? only : Buffer.concat(chunks), release };
}

/**
 * The content of a body: decompressed if the request says so.
 *
 * @throws ServiceError for an unknown encoding, broken data, or more than `limit` bytes
 */
export async function decodeBody(
  bytes: Buffer,
  encoding: string | undefined,
  limit: number,
): Promise<Buffer> {
  const name = encoding?.trim().toLowerCase() ?? 'identity';
  if (name === 'identity' || name === '' || bytes.length === 0) return bytes;
  if (name !== 'gzip') {
    throw new ServiceError('UnsupportedMediaTypeException', 'Content-Encoding can be gzip, or left out.');
  }
  try {
    return await gunzipAsync(bytes, { maxOutputLength: limit });
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge(limit);
    throw new ServiceError(
      'SerializationException',
      'The request body is not what its Content-Encoding says.',
    );
  }
}

/**
 * The JSON object in a body; an empty body is an empty object, as clients send it for operations without members.
 *
 * @throws ServiceError SerializationException
 */
export function parseBody(bytes: Buffer): Record<string, unknown> {
  if (bytes.length === 0) return {};
  if (!isUtf8(bytes))
    throw new ServiceError('SerializationException', 'The request body is not valid UTF-8.');
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new ServiceError('SerializationException', 'The request body is not valid JSON.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ServiceError('SerializationException', 'The request body must be a JSON object.');
  }
  return { ...value };
}

const tooLarge = (limit: number): ServiceError =>
  new ServiceError('RequestEntityTooLargeException', `The request body is larger than ${limit} bytes.`);
