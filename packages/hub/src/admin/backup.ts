import { open, rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
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
          const { size, body } = await openNameless(await store.backup());
          const headers = {
            'content-type': 'application/vnd.sqlite3',
            'content-length': String(size),
            // Told to stop meanwhile, a hub would wait for a connection that is kept for more calls.
            connection: 'close',
            'content-disposition': `attachment; filename="docket-${now.toISOString().slice(0, 10)}.sqlite"`,
            'x-amzn-RequestId': requestId,
          };
          return { status: 200, headers, body };
        });
      },
      observer,
      log,
    ),
  );
}

/**
 * Opens a file and takes its name away: the space is free when the stream ends, however it ends, even if the hub is
 * killed in the middle.
 */
async function openNameless(path: string): Promise<{ size: number; body: Readable }> {
  try {
    const file = await open(path);
    try {
      const { size } = await file.stat();
      await rm(path);
      return { size, body: file.createReadStream() };
    } catch (error) {
      await file.close();
      throw error;
    }
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}
