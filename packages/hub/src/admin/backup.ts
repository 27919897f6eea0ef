import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { type WireParts, withProvenCall } from '../wire/handler.js';
import { type CallObserver, respondWith } from '../wire/http.js';
import { authorizeAdmin } from './route.js';

const PATH = '/_docket/admin/backup';
const ACTION = 'docket:Backup';

/**
 * Streams a consistent copy of the store, made while the hub goes on. Secrets in it stay encrypted: whoever restores
 * it needs the master key, too.
 */
export function serveBackup(
  app: FastifyInstance,
  parts: WireParts,
  observer: CallObserver,
  log: Logger,
): void {
  const { store, access } = parts.context;
  app.get(
    PATH,
    respondWith(
      async (message, record, requestId) => {
        record.operation = ACTION;
        return withProvenCall(message, parts, ['securityhub'], record, async ({ caller, now }) => {
          await authorizeAdmin(ACTION, { caller, control: store.control, access });
          const path = await store.backup();
          const copy = createReadStream(path);
          copy.once('close', () => void rm(path, { force: true }));
          const { size } = await stat(path);
          const headers = {
            'content-type': 'application/vnd.sqlite3',
            'content-length': String(size),
            'content-disposition': `attachment; filename="docket-${now.toISOString().slice(0, 10)}.sqlite"`,
            'x-amzn-RequestId': requestId,
          };
          return { status: 200, headers, body: copy };
        });
      },
      observer,
      log,
    ),
  );
}
