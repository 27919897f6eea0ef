import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { destination, type Logger, pino } from 'pino';
import { authorize } from './access/authorize.js';
import { ensureRoot, type RootCredentials } from './access/first-start.js';
import { masterKeyFile, parseMasterKey } from './access/master-key.js';
import { Principals } from './access/principals.js';
import { Secrets } from './access/secrets.js';
import { Sessions } from './access/sessions.js';
import { trustedKeys } from './access/trust.js';
import { serveAdmin } from './admin/serve.js';
import { ByteBudget } from './byte-budget.js';
import { checkConfig, type HubConfig } from './config.js';
import { serveConsole } from './console/serve-console.js';
import { serveSession } from './console/serve-session.js';
import { serveDryRun } from './docket/dry-run.js';
import { eventRoutes } from './docket/events/routes.js';
import { serveExport } from './docket/export.js';
import { ProductHealth } from './docket/product-health.js';
import { serveProductHealth } from './docket/product-health-route.js';
import { retentionRoute } from './docket/retention-route.js';
import { serveRoutes } from './docket/route.js';
import { STATISTICS_ROUTES } from './docket/statistics.js';
import { VIEW_ROUTES } from './docket/views.js';
import { ServiceError } from './errors.js';
import { Events } from './events/events.js';
import { createMetrics } from './operating/metrics.js';
import { Retention } from './operating/retention.js';
import { type Readiness, serveOperating } from './operating/routes.js';
import { timedFindings, timedStatistics } from './operating/timed-store.js';
import { BUILT } from './operations/index.js';
import { cachedControl } from './store/cached-control.js';
import { refuseUnfinished } from './store/copy/marker.js';
import { openPostgresStore } from './store/postgres/store.js';
import { openSqliteStore } from './store/sqlite/store.js';
import { failure } from './wire/answers.js';
import { bySession, bySignature, byTrust } from './wire/authenticate.js';
import type { WireParts } from './wire/handler.js';
import { refuseGarbage, serveWireApi } from './wire/http.js';
import { serveSts } from './wire/serve-sts.js';
import type { SessionDoor } from './wire/session/door.js';
import { Throttle } from './wire/throttle.js';
import { createTokens } from './wire/tokens.js';

/** Bodies in memory at once, and of those the ones being worked on: parsed, they take several times their size. */
const RECEIVED_BYTES = 256 * 1024 * 1024;
const WORKING_BYTES = 32 * 1024 * 1024;
/** For a client to send its whole request: 6 MB at 100 KB a second. */
const REQUEST_TIMEOUT_MS = 60_000;
const HEADERS_TIMEOUT_MS = 20_000;
const MAX_CONNECTIONS = 4_096;
/** So long a hub that is to stop lets calls finish that could go on for hours. */
const LONG_CALL_MS = 20_000;

export interface Hub {
  /** Where it listens, such as `http://127.0.0.1:4580`. */
  url: string;
  /** The root account's id. */
  account: string;
  /** What the first start made up: the only time that the secret is known. */
  made?: RootCredentials;
  log: Logger;
  /** Takes no more calls, finishes those it accepted, and lets go of the store. */
  close(): Promise<void>;
}

/**
 * Puts the parts of a hub together and starts it.
 *
 * @throws Error that says what is wrong with the configuration, the store or the port
 */
export async function startHub(config: HubConfig): Promise<Hub> {
  checkConfig(config);
  const log = pino({ level: config.logLevel }, destination({ fd: 1, sync: false }));
  const app = createApp(config);
  const report = (error: unknown) => log.warn({ err: error }, 'the database failed');
  const opened =
    config.databaseUrl === undefined
      ? await openSqliteStore(config.dataFolder)
      : await openPostgresStore(config.databaseUrl, { report });
  try {
    // First: a key of our own making would lie where that of the data belongs.
    await refuseUnfinished(opened.control);
    const masterKey =
      config.masterKey === undefined
        ? await masterKeyFile(config.dataFolder)
        : parseMasterKey(config.masterKey);
    const metrics = createMetrics();
    const control = cachedControl(opened.control);
    const events = new Events({
      ...{ store: { ...opened, control }, masterKey, config: config.events, meter: metrics, log },
    });
    const store = {
      ...opened,
      control,
      findings: events.announced(timedFindings(opened.findings, metrics.stored)),
      statistics: timedStatistics(opened.statistics, metrics.stored),
    };
    const secrets = new Secrets(masterKey);
    await secrets.checkAgainst(opened.control);
    const root = await ensureRoot(store.control, secrets, config, new Date());
    const principals = new Principals({ store: opened.control, secrets });
    const readiness: Readiness = { accepting: true };
    const stopping = new AbortController();
    const health = new ProductHealth(store.control, log);
    const defaults = { account: root.account, region: config.region };
    const isTrust = config.auth === 'trust';
    const sessions = new Sessions({
      ...{ masterKey, store: store.control, checkSecrets: !isTrust },
      keys: isTrust ? trustedKeys(defaults) : principals,
    });
    const door: SessionDoor = { sessions, region: config.region };
    const parts: WireParts = {
      authenticate: bySession(door, isTrust ? byTrust(defaults) : bySignature(principals)),
      ...(config.quotas === 'service' && { throttle: new Throttle() }),
      operations: BUILT,
      context: {
        store,
        access: { authorize },
        tokens: createTokens(masterKey),
        settings: { unknownMembers: config.unknownMembers },
        meter: {
          imported: (report) => {
            metrics.imported(report);
            health.imported(report);
          },
        },
        stopping: stopping.signal,
        reportDefect: (error) => log.error({ err: error }, 'defect'),
      },
      maxBodyBytes: config.maxBodyBytes,
      received: new ByteBudget(RECEIVED_BYTES),
      working: new ByteBudget(WORKING_BYTES),
    };
    serveOperating(app, store, metrics, readiness);
    serveAdmin(
      app,
      parts,
      { seal: (id, secret) => secrets.encrypt(id, secret), changed: () => principals.forget() },
      metrics,
      log,
    );
    serveDryRun(app, parts, metrics, log);
    serveExport(app, parts, metrics, log);
    serveProductHealth(app, parts, health, metrics, log);
    serveRoutes(
      app,
      parts,
      [...STATISTICS_ROUTES, ...VIEW_ROUTES, retentionRoute(config.retention), ...eventRoutes(events)],
      metrics,
      log,
    );
    serveSession(
      app,
      { door, isTls: config.tls !== undefined, received: parts.received, control: store.control },
      metrics,
      log,
    );
    serveConsole(app, config.consoleFolder, metrics, log);
    serveSts(app, parts, metrics, log);
    serveWireApi(app, parts, metrics, log);
    const url = await app.listen({ host: config.host, port: config.port });
    if (isTrust) {
      log.warn(
        'auth is "trust": signatures are NOT verified and anybody who can connect is root. For tests only.',
      );
    }
    const retention = new Retention(config.retention, {
      ...{ findings: store.findings, meter: metrics, log },
      now: () => new Date(),
    });
    events.start();
    log.info({ url, account: root.account, region: config.region, auth: config.auth }, 'listening');
    return {
      url,
      ...root,
      log,
      async close() {
        readiness.accepting = false;
        events.closing();
        const patience = setTimeout(() => stopping.abort(), LONG_CALL_MS);
        await retention.stop();
        await app.close();
        clearTimeout(patience);
        await events.stop();
        await health.close();
        await opened.close();
        metrics.close();
        log.info('stopped');
        log.flush();
      },
    };
  } catch (error) {
    await app.close();
    await opened.close();
    throw error;
  }
}

function createApp({ tls }: HubConfig): FastifyInstance {
  const https = tls && { cert: readFileSync(tls.certFile), key: readFileSync(tls.keyFile) };
  const app: FastifyInstance = Fastify({
    ...(https && { https }),
    exposeHeadRoutes: false,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: 'idle',
    // What arrives on a connection that is still at work is answered like before, in the service's shape.
    return503OnClosing: false,
    clientErrorHandler: refuseGarbage,
    // A path that is not even percent-encoded rightly.
    frameworkErrors: (_error, _request, reply: FastifyReply) => {
      const error = new ServiceError('UnknownOperationException', 'There is no operation at this path.');
      const { status, headers, body } = failure(error, randomUUID());
      void reply.code(status).headers(headers).send(body);
    },
  });
  app.server.headersTimeout = HEADERS_TIMEOUT_MS;
  app.server.maxConnections = MAX_CONNECTIONS;
  // Bodies are read by the routes themselves: signatures are over the exact bytes, and memory is counted.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _payload, done) => done(null));
  return app;
}
