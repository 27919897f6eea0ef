import { DEFAULTS, type HubConfig } from '@docket/hub';
import { bundledConsole } from './console.js';

/** What commander makes of flags and environment, by the names of the flags. */
export interface ServeOptions {
  host: string;
  port: number;
  data: string;
  databaseUrl?: string;
  region: string;
  auth: HubConfig['auth'];
  quotas: HubConfig['quotas'];
  unknownMembers: HubConfig['unknownMembers'];
  maxBodyBytes: number;
  retentionDays?: number;
  retentionArchivedDays?: number;
  eventsFolder?: string;
  webhookDeny?: string[];
  rootAccountId?: string;
  rootAccessKeyId?: string;
  rootSecretAccessKey?: string;
  masterKey?: string;
  tlsCert?: string;
  tlsKey?: string;
  console?: string;
  logLevel: HubConfig['logLevel'];
}

/** The hub's configuration from the command line's options. */
export function readConfig(options: ServeOptions): HubConfig {
  const {
    rootAccountId,
    rootAccessKeyId,
    rootSecretAccessKey,
    retentionDays,
    retentionArchivedDays,
    eventsFolder,
    webhookDeny,
    ...others
  } = options;
  const { data, databaseUrl, masterKey, tlsCert, tlsKey, console: folder, ...same } = others;
  const consoleFolder = folder ?? bundledConsole();
  return {
    ...same,
    dataFolder: data,
    ...(databaseUrl && { databaseUrl }),
    retention: {
      ...(retentionDays !== undefined && { days: retentionDays }),
      ...(retentionArchivedDays !== undefined && { archivedDays: retentionArchivedDays }),
    },
    events: {
      ...(eventsFolder && { folder: eventsFolder }),
      deniedNetworks: webhookDeny ?? DEFAULTS.events.deniedNetworks,
    },
    root: {
      ...(rootAccountId && { accountId: rootAccountId }),
      ...(rootAccessKeyId && { accessKeyId: rootAccessKeyId }),
      ...(rootSecretAccessKey && { secretAccessKey: rootSecretAccessKey }),
    },
    ...(masterKey && { masterKey }),
    ...(consoleFolder && { consoleFolder }),
    ...((tlsCert || tlsKey) && { tls: { certFile: tlsCert ?? '', keyFile: tlsKey ?? '' } }),
  };
}
