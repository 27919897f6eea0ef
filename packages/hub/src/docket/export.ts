import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { hubArn } from '../access/arn.js';
import { invalidInput } from '../errors.js';
import { requireHub } from '../operations/requireHub.js';
import type { FindingQuery } from '../store/findings.js';
import type { Store } from '../store/store.js';
import { targetOf, type WireParts, withProvenCall } from '../wire/handler.js';
import { type CallObserver, respondWith } from '../wire/http.js';
import { csvHead, csvLine } from './export-csv.js';
import { pagesOf } from './export-pages.js';
import { type ExportRequest, readExport } from './export-request.js';
import { RunningStreams } from './export-stream.js';

const PATH = '/_docket/export';
/** For exports that are running when the hub is told to stop; their clients can tell a broken-off one. */
const STOP_GRACE_MS = 3_000;

const TYPES = {
  ndjson: 'application/x-ndjson',
  csv: 'text/csv; charset=utf-8; header=present',
} as const;

/**
 * Streams all findings of the caller's account and Region that a filter selects, as NDJSON or CSV. It is a read of
 * findings, so it is allowed to whom GetFindings is. In constant memory: a client that stops reading stops the walk
 * through the store.
 */
export function serveExport(
  app: FastifyInstance,
  parts: WireParts,
  observer: CallObserver,
  log: Logger,
): void {
  const { store, access } = parts.context;
  const streams = new RunningStreams();
  app.addHook('preClose', async () => streams.stop(STOP_GRACE_MS));
  const handler = respondWith(
    async (message, record, requestId) => {
      record.operation = 'docket:Export';
      return withProvenCall(message, parts, ['securityhub'], record, async ({ caller, now, body }) => {
        const { account, region } = caller;
        access.authorize(caller, 'securityhub:GetFindings', hubArn(region, account));
        await requireHub({ caller, store });
        // There, nothing would tell a broken-off answer from a whole one.
        if (message.httpVersionMajor === 1 && message.httpVersionMinor === 0) {
          throw invalidInput('An export needs HTTP/1.1 or later');
        }
        const [, search = ''] = targetOf(message).split(/\?(.*)/s);
        const request = readExport(message.method ?? '', search, body, now);
        const count = { findings: 0 };
        const start = performance.now();
        const stream = await streams.start(
          account,
          piecesOf(store, { account, region }, request, count),
          (error) => {
            const ms = Math.round(performance.now() - start);
            log.info({ requestId, ...count, ms, ...(error && { brokenOff: error.message }) }, 'export');
          },
        );
        const name = `findings-${account}-${region}-${now.toISOString().slice(0, 10)}.${request.format}`;
        const headers = {
          'content-type': TYPES[request.format],
          'content-disposition': `attachment; filename="${name}"`,
          'x-amzn-RequestId': requestId,
          // Told to stop meanwhile, a hub would wait for a connection that is kept for more calls.
          connection: 'close',
        };
        return { status: 200, headers, body: stream };
      });
    },
    observer,
    log,
  );
  app.get(PATH, handler);
  app.post(PATH, handler);
}

/** The bytes of an export, page by page of findings. */
async function* piecesOf(
  { findings, statistics }: Pick<Store, 'findings' | 'statistics'>,
  place: { account: string; region: string },
  { format, columns, filter, sort, closed }: ExportRequest,
  count: { findings: number },
): AsyncGenerator<Buffer> {
  // With the first page, so that a store that fails at once is told of instead of an answer.
  let head = format === 'csv' ? csvHead(columns) : '';
  const pages =
    closed === undefined
      ? findings
      : { find: (query: FindingQuery) => statistics.closed({ ...query, ...closed }) };
  for await (const documents of pagesOf(pages, { ...place, filter, sort })) {
    count.findings += documents.length;
    const piece =
      format === 'csv'
        ? Buffer.from(head + documents.map((document) => csvLine(columns, document)).join(''))
        : linesOf(documents);
    head = '';
    if (piece.length > 0) yield piece;
  }
}

const LINE_FEED = 10;

/** Texts as lines in UTF-8: written into their place at once, as they would be copied three times on the way otherwise. */
function linesOf(texts: readonly string[]): Buffer {
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text) + 1, 0);
  const buffer = Buffer.allocUnsafe(bytes);
  let at = 0;
  for (const text of texts) {
    at += buffer.write(text, at);
    buffer[at++] = LINE_FEED;
  }
  return buffer;
}
