import type { Readable } from 'node:stream';
import type { ServiceError } from '../errors.js';

/** What goes out over HTTP; the server adds nothing but the connection's own headers. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer | Readable;
}

const JSON_TYPE = 'application/json';

/** A success: JSON text, and the id by which the call is found in the logs. */
export function success(status: number, body: string | Buffer, requestId: string): Answer {
  return { status, headers: { 'content-type': JSON_TYPE, 'x-amzn-RequestId': requestId }, body };
}

/** An error in the shape of the service's: the exception's name travels in a header, too. */
export function failure(error: ServiceError, requestId: string): Answer {
  return {
    status: error.status,
    headers: {
      'content-type': JSON_TYPE,
      'x-amzn-RequestId': requestId,
      'x-amzn-errortype': error.code,
    },
    body: JSON.stringify({
      Message: error.message,
      Code: error.code,
      RequestId: requestId,
      Type: error.status >= 500 ? 'Server' : 'Client',
    }),
  };
}
