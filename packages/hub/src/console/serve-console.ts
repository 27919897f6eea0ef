import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Answer } from '../wire/answers.js';
import { targetOf } from '../wire/handler.js';
import { type CallObserver, respondWith } from '../wire/http.js';
import { readStatic, type StaticFile } from './files.js';

const ROOT = '/console';
const INDEX = 'index.html';

/** Scripts and styles from the hub alone, none inline, and no request to anywhere else, whatever a finding says. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

const SECURITY_HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

/**
 * Serves the web console: its built files, and its first page at every other path without a file's ending, as the
 * console itself knows which page that is.
 *
 * @param folder of the built console; where there is none, a page says so
 */
export function serveConsole(
  app: FastifyInstance,
  folder: string | undefined,
  observer: CallObserver,
  log: Logger,
): void {
  const handler = respondWith(
    async (message, record, requestId) => {
      record.operation = 'console';
      const path = pathOf(message);
      const file = folder && (await readStatic(folder, path, message.headers['accept-encoding']));
      const answer = file ? fresh(file, message) : missing(path);
      return {
        ...answer,
        headers: { ...SECURITY_HEADERS, ...answer.headers, 'x-amzn-RequestId': requestId },
      };
    },
    observer,
    log,
  );
  for (const url of [ROOT, `${ROOT}/*`]) app.route({ method: ['GET', 'HEAD'], url, handler });
}

/** The file that is asked for, below the folder: the first page wherever no file's ending is. */
function pathOf(message: IncomingMessage): string {
  const [target = ''] = targetOf(message).split('?');
  const path = target.startsWith(`${ROOT}/`) ? target.slice(ROOT.length + 1) : '';
  const isFile = path.slice(path.lastIndexOf('/') + 1).includes('.');
  return isFile ? path : INDEX;
}

function fresh({ bytes, headers, etag }: StaticFile, message: IncomingMessage): Answer {
  const known = (message.headers['if-none-match'] ?? '')
    .split(',')
    .map((tag) => tag.trim().replace('W/', ''));
  const { 'content-encoding': _encoding, ...others } = headers;
  return known.includes(etag)
    ? { status: 304, headers: others, body: '' }
    : { status: 200, headers, body: bytes };
}

const missing = (path: string): Answer => ({
  status: 404,
  headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  body: path === INDEX ? page('This hub has no console', NOT_BUILT) : page('Not found', NOT_THERE),
});

const NOT_BUILT =
  'The hub itself runs, but the files of its web console are not there. In a checkout of Docket they are built by ' +
  '<code>npm run build</code>; the option <code>--console</code> of <code>docket serve</code> names another folder.';
const NOT_THERE = 'The console has no such file. <a href="/console/">To its first page.</a>';

const page = (title: string, text: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><h1>${title}</h1><p>${text}</p></html>\n`;
