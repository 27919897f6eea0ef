import { DEFAULTS, type Hub, MAX_RETENTION_DAYS, startHub } from '@docket/hub';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { banner } from './banner.js';
import { readConfig, type ServeOptions } from './config.js';

const wholeNumber =
  (low: number, high: number) =>
  (text: string): number => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= low && value <= high) return value;
    throw new InvalidArgumentError(`it must be a whole number from ${low} to ${high}`);
  };

/** `docket serve`: every setting is a flag and an environment variable of the same name. */
export function addServe(program: Command): void {
  const option = (flags: string, description: string, env: string): Option =>
    new Option(flags, description).env(env);
  program
    .command('serve')
    .description('start a hub, on an embedded store unless a database is named')
    .addOption(option('--host <address>', 'address to listen on', 'DOCKET_HOST').default(DEFAULTS.host))
    .addOption(
      option('--port <number>', 'port to listen on; 0 takes a free one', 'DOCKET_PORT')
        .argParser(wholeNumber(0, 65535))
        .default(DEFAULTS.port),
    )
    .addOption(
      option('--data <folder>', 'folder of the store and of the master key', 'DOCKET_DATA').default(
        DEFAULTS.dataFolder,
      ),
    )
    .addOption(
      option(
        '--database-url <url>',
        'postgres://user:password@host/database: a store that many hubs share; better by the environment',
        'DOCKET_DATABASE_URL',
      ),
    )
    .addOption(
      option(
        '--region <name>',
        "Region of the root account's hub, at the first start",
        'DOCKET_REGION',
      ).default(DEFAULTS.region),
    )
    .addOption(
      option(
        '--auth <mode>',
        'signature, or trust: takes any signature, on loopback only, for tests',
        'DOCKET_AUTH',
      )
        .choices(['signature', 'trust'])
        .default(DEFAULTS.auth),
    )
    .addOption(
      option('--quotas <which>', 'off, or service: throttle callers as Security Hub does', 'DOCKET_QUOTAS')
        .choices(['off', 'service'])
        .default(DEFAULTS.quotas),
    )
    .addOption(
      option(
        '--unknown-members <how>',
        'members of findings that the format does not know: refuse, or keep',
        'DOCKET_UNKNOWN_MEMBERS',
      )
        .choices(['refuse', 'keep'])
        .default(DEFAULTS.unknownMembers),
    )
    .addOption(
      option('--max-body-bytes <number>', 'largest request body', 'DOCKET_MAX_BODY_BYTES')
        .argParser(wholeNumber(1024, 256 * 1024 * 1024))
        .default(DEFAULTS.maxBodyBytes),
    )
    .addOption(
      option(
        '--retention-days <number>',
        'delete findings so many days after their last write; kept for ever if left out',
        'DOCKET_RETENTION_DAYS',
      ).argParser(wholeNumber(1, MAX_RETENTION_DAYS)),
    )
    .addOption(
      option(
        '--retention-archived-days <number>',
        'the same for findings whose record state is ARCHIVED',
        'DOCKET_RETENTION_ARCHIVED_DAYS',
      ).argParser(wholeNumber(1, MAX_RETENTION_DAYS)),
    )
    .addOption(
      option(
        '--events-folder <folder>',
        'folder that event sinks may write files into; without it, they write none',
        'DOCKET_EVENTS_FOLDER',
      ),
    )
    .addOption(
      option(
        '--webhook-deny <ranges>',
        `networks that webhooks may not lead to, with commas; ${DEFAULTS.events.deniedNetworks.join(',')} if left out, empty for none`,
        'DOCKET_WEBHOOK_DENY',
      ).argParser((text) => text.split(',').filter((range) => range !== '')),
    )
    .addOption(
      option('--root-account-id <id>', 'root account; made up if left out', 'DOCKET_ROOT_ACCOUNT_ID'),
    )
    .addOption(option('--root-access-key-id <id>', "root account's access key", 'DOCKET_ROOT_ACCESS_KEY_ID'))
    .addOption(
      option(
        '--root-secret-access-key <secret>',
        'and its secret; better by the environment',
        'DOCKET_ROOT_SECRET_ACCESS_KEY',
      ),
    )
    .addOption(
      option(
        '--master-key <key>',
        '32 bytes in hex or base64 that encrypt secrets; better by the environment',
        'DOCKET_MASTER_KEY',
      ),
    )
    .addOption(option('--tls-cert <file>', 'PEM certificate: serve HTTPS', 'DOCKET_TLS_CERT'))
    .addOption(option('--tls-key <file>', 'PEM key of the certificate', 'DOCKET_TLS_KEY'))
    .addOption(
      option(
        '--console <folder>',
        'the built web console; the one that comes with Docket if left out',
        'DOCKET_CONSOLE',
      ),
    )
    .addOption(
      option('--log-level <level>', 'least important log line to write', 'DOCKET_LOG_LEVEL')
        .choices(['fatal', 'error', 'warn', 'info', 'debug', 'silent'])
        .default(DEFAULTS.logLevel),
    )
    .action(serve);
}

async function serve(options: ServeOptions): Promise<void> {
  const config = readConfig(options);
  const hub = await startHub(config);
  process.stderr.write(banner(hub, config));
  stopOnSignal(hub);
}

/** The first signal stops gracefully, a second one at once. */
function stopOnSignal(hub: Hub): void {
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(130);
      stopping = true;
      hub.log.info({ signal }, 'stopping');
      hub.close().then(
        () => process.exit(0),
        (error: unknown) => {
          hub.log.error({ err: error }, 'could not stop cleanly');
          process.exit(1);
        },
      );
    });
  }
}
