import type { Caller } from '../access/caller.js';
import { type ErrorCode, ServiceError } from '../errors.js';
import { splitTarget } from './sigv4/request.js';

const VERSION = '2011-06-15';
const NAMESPACE = `https://sts.amazonaws.com/doc/${VERSION}/`;

export interface StsRequest {
  /** Path and query as received. */
  url: string;
  /** The form of a POST; empty for GET. */
  body: Uint8Array | string;
}

export interface XmlAnswer {
  status: number;
  contentType: 'text/xml';
  body: string;
}

/**
 * Answers one call of the STS query protocol for a caller whose signature was verified: GetCallerIdentity, which
 * needs no permission. Any other action is refused as STS does. Never throws.
 */
export function answerSts(request: StsRequest, caller: Caller, requestId: string): XmlAnswer {
  const parameters = queryParameters(request);
  const action = parameters.get('Action') ?? '';
  const version = parameters.get('Version') ?? '';
  if (action === '')
    return fault(400, 'MissingAction', 'The request must contain the parameter Action.', requestId);
  if (action !== 'GetCallerIdentity' || version !== VERSION) {
    const message = `Could not find operation ${action} for version ${version || 'NO_VERSION_SPECIFIED'}`;
    return fault(400, 'InvalidAction', message, requestId);
  }
  const result =
    element('Arn', caller.arn) + element('UserId', caller.userId) + element('Account', caller.account);
  return answer(
    200,
    `<GetCallerIdentityResponse xmlns="${NAMESPACE}"><GetCallerIdentityResult>${result}</GetCallerIdentityResult>` +
      `<ResponseMetadata>${element('RequestId', requestId)}</ResponseMetadata></GetCallerIdentityResponse>`,
  );
}

/** The front door's code → STS' own code and status. */
const CODES: Partial<Record<ErrorCode, { code: string; status: number; message?: string }>> = {
  UnrecognizedClientException: { code: 'InvalidClientTokenId', status: 403 },
  InvalidSignatureException: { code: 'SignatureDoesNotMatch', status: 403 },
  IncompleteSignatureException: { code: 'IncompleteSignature', status: 400 },
  MissingAuthenticationTokenException: {
    code: 'MissingAuthenticationToken',
    status: 403,
    message: 'Request is missing Authentication Token',
  },
  TooManyRequestsException: { code: 'Throttling', status: 400, message: 'Rate exceeded' },
};

/** A refusal in STS' XML. Anything but a ServiceError is told as an internal failure, without its message. */
export function stsError(error: unknown, requestId: string): XmlAnswer {
  if (!(error instanceof ServiceError) || error.status === 500) {
    const message = 'The request processing has failed because of an unknown error, exception or failure.';
    return fault(500, 'InternalFailure', message, requestId);
  }
  const known = CODES[error.code];
  const code = known?.code ?? error.code.replace(/Exception$/, '');
  return fault(known?.status ?? error.status, code, known?.message ?? error.message, requestId);
}

/** The parameters of a query and of a form; the form's come first. */
function queryParameters({ url, body }: StsRequest): URLSearchParams {
  const form = typeof body === 'string' ? body : Buffer.from(body).toString('utf8');
  const query = splitTarget(url).query.map(({ raw }) => raw);
  return new URLSearchParams([form, ...query].join('&'));
}

function fault(status: number, code: string, message: string, requestId: string): XmlAnswer {
  const type = status >= 500 ? 'Receiver' : 'Sender';
  const error = element('Type', type) + element('Code', code) + element('Message', message);
  return answer(
    status,
    `<ErrorResponse xmlns="${NAMESPACE}"><Error>${error}</Error>${element('RequestId', requestId)}</ErrorResponse>`,
  );
}

const answer = (status: number, body: string): XmlAnswer => ({ status, contentType: 'text/xml', body });

const element = (name: string, text: string): string => `<${name}>${escapeXml(text)}</${name}>`;

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&apos;'],
]);

/** XML 1.0 has no way to write most control characters: they become U+FFFD. */
function escapeXml(text: string): string {
  return text
    .replace(/[^\P{Cc}\t\n\r]|[\p{Cs}\ufffe\uffff]/gu, '\ufffd')
    .replace(/[&<>"']/g, (char) => ENTITIES.get(char) ?? char);
}
