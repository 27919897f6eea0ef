import type { HubConfig } from '@docket/hub';

/** What commander makes of flags and environment, by the names of the flags. */
export interface ServeOptions {
  host: string;
  port: number;
  data: string;
  region: string;
  auth: HubConfig['auth'];
  quotas: HubConfig['quotas'];
  unknownMembers: HubConfig['unknownMembers'];
  maxBodyBytes: number;
  rootAccountId?: string;
  rootAccessKeyId?: string;
  rootSecretAccessKey?: string;
  masterKey?: string;
  tlsCert?: string;
  tlsKey?: string;
  logLevel: HubConfig['logLevel'];
}

/** The hub's configuration from the command line's options. */
export function readConfig(options: ServeOptions): HubConfig {
  const { data, rootAccountId, rootAccessKeyId, rootSecretAccessKey, masterKey, tlsCert, tlsKey, ...same } =
    options;
  return {
    ...same,
    dataFolder: data,
    root: {
      ...(rootAccountId && { accountId: rootAccountId }),
      ...(rootAccessKeyId && { accessKeyId: rootAccessKeyId }),
      ...(rootSecretAccessKey && { secretAccessKey: rootSecretAccessKey }),
    },
    ...(masterKey && { masterKey }),
    ...((tlsCert || tlsKey) && { tls: { certFile: tlsCert ?? '', keyFile: tlsKey ?? '' } }),
  };
}
