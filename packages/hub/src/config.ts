import { createNetworks, DENIED_NETWORKS } from './events/sinks/networks.js';
import type { RetentionPolicy } from './operating/retention.js';

/** Everything that a hub is told from outside. It is an argument: two hubs with different ones can run in one process. */
export interface HubConfig {
  host: string;
  /** 0 takes a free port. */
  port: number;
  /** Folder of the embedded store and of the master key file. */
  dataFolder: string;
  /** `postgres://user:password@host/database`: the store of any number of hubs, instead of the embedded one. */
  databaseUrl?: string;
  /** The Region in which the root account's hub is enabled at the first start. */
  region: string;
  auth: 'signature' | 'trust';
  /** `service` throttles callers as the service's quotas do. */
  quotas: 'off' | 'service';
  unknownMembers: 'refuse' | 'keep';
  /** Of a request's body, as received and decompressed. */
  maxBodyBytes: number;
  /** 32 bytes in hex or base64; without it, a key file in the data folder. */
  masterKey?: string;
  /** Days after the hub last wrote them until findings are deleted, archived ones sooner if it says so; off by default. */
  retention: RetentionPolicy;
  events: {
    /** Folder that sinks may write files into; without it, no sink writes files. */
    folder?: string;
    /** Ranges of addresses that webhooks may not lead to. */
    deniedNetworks: readonly string[];
  };
  /** The root account and its key; what is left out is made up at the first start. */
  root: { accountId?: string; accessKeyId?: string; secretAccessKey?: string };
  /** PEM files; without them the hub speaks plain HTTP. */
  tls?: { certFile: string; keyFile: string };
  /** Folder of the built console; without it the hub has none. */
  consoleFolder?: string;
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent';
}

const MEBIBYTE = 1024 * 1024;

/** What holds where nothing is said. */
export const DEFAULTS: HubConfig = {
  host: '127.0.0.1',
  port: 4580,
  dataFolder: './docket-data',
  region: 'us-east-1',
  auth: 'signature',
  quotas: 'off',
  unknownMembers: 'refuse',
  maxBodyBytes: 6 * MEBIBYTE,
  retention: {},
  events: { deniedNetworks: DENIED_NETWORKS },
  root: {},
  logLevel: 'info',
};

/** A hundred years: whoever means longer means for ever. */
export const MAX_RETENTION_DAYS = 36_500;

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/;

/** @throws Error that says what is wrong and what to do */
export function checkConfig(config: HubConfig): void {
  const { root, tls, retention } = config;
  if (config.auth === 'trust' && !LOOPBACK.test(config.host)) {
    throw new Error(
      `auth "trust" lets anybody in, so it listens on loopback only: set host to 127.0.0.1, not ${config.host}`,
    );
  }
  if (root.accountId !== undefined && !/^\d{12}$/.test(root.accountId)) {
    throw new Error('the root account id must have 12 digits');
  }
  if ((root.accessKeyId === undefined) !== (root.secretAccessKey === undefined)) {
    throw new Error('give both the root access key id and its secret, or neither');
  }
  if (root.accessKeyId !== undefined && !/^\w{16,128}$/.test(root.accessKeyId)) {
    throw new Error('the root access key id must have 16 to 128 letters, digits or underscores');
  }
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(config.region) || config.region.length > 32) {
    throw new Error(`"${config.region}" cannot be a Region; one looks like eu-central-1`);
  }
  checkRetention(retention);
  createNetworks(config.events.deniedNetworks);
  if (tls && (tls.certFile === '' || tls.keyFile === '')) {
    throw new Error('TLS needs both a certificate file and a key file');
  }
}

function checkRetention({ days, archivedDays }: RetentionPolicy): void {
  for (const count of [days, archivedDays]) {
    if (count !== undefined && !(Number.isInteger(count) && count >= 1 && count <= MAX_RETENTION_DAYS)) {
      throw new Error(`findings can be kept for 1 to ${MAX_RETENTION_DAYS} whole days, not ${count}`);
    }
  }
  if (days !== undefined && archivedDays !== undefined && archivedDays > days) {
    throw new Error(
      `archived findings go sooner than others: keep them for at most the ${days} days of those, not ${archivedDays}`,
    );
  }
}
