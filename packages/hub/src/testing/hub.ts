import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULTS, type HubConfig } from '../config.js';
import { type Hub, startHub } from '../server.js';
import { Client } from './client.js';
import type { Credentials } from './signer.js';
import { ENGINE, type Engine, testStore } from './store.js';

export const ROOT = '123456789012';
export const REGION = 'eu-west-1';
export const ROOT_KEY: Credentials = {
  accessKeyId: 'AKIAROOT000000000000',
  secretAccessKey: 'root/secret+for-tests-only',
};

/** A hub that listens on a port of its own, with a data folder of its own. */
export interface RunningHub {
  hub: Hub;
  url: string;
  folder: string;
  /** The root account's root. */
  root: Client;
  /** A client of somebody else's key; without one, calls are not signed. */
  client(credentials?: Credentials, region?: string): Client;
  /** Makes an account with a hub in the Region, and gives a client of its root. */
  account(id: string, options?: { hub?: boolean }): Promise<Client>;
  /** Makes a user of the account with these policies. */
  user(account: string, name: string, policies: readonly unknown[]): Promise<Client>;
  /** A call of the admin API; throws if it is refused. */
  admin(method: string, path: string, body?: unknown): Promise<unknown>;
  /** Runs a statement on the store beside the running hub; parameters stand as `?`. */
  rows(sql: string, ...parameters: unknown[]): Promise<unknown[]>;
  close(): Promise<void>;
}

/** @param engine for tests of one engine; others run on either */
export async function startTestHub(
  config: Partial<HubConfig> = {},
  engine: Engine = ENGINE,
): Promise<RunningHub> {
  const folder = config.dataFolder ?? (await mkdtemp(join(tmpdir(), 'docket-test-')));
  const store = await testStore(folder, engine);
  const hub = await startHub({
    ...DEFAULTS,
    port: 0,
    ...store.config,
    region: REGION,
    root: { accountId: ROOT, ...ROOT_KEY },
    logLevel: 'silent',
    ...config,
  });
  const clients: Client[] = [];
  const client = (credentials?: Credentials, region = REGION): Client => {
    const made = new Client({ url: hub.url, region, ...(credentials && { credentials }) });
    clients.push(made);
    return made;
  };
  const root = client(ROOT_KEY);

  async function admin(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await root.call(method, `/_docket/admin${path}`, body);
    if (answer.status >= 300) throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text}`);
    return answer.json;
  }

  async function keyOf(account: string, owner: object): Promise<Client> {
    const { AccessKey } = Object(await admin('POST', `/accounts/${account}/keys`, owner));
    return client({ accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey });
  }

  return {
    hub,
    url: hub.url,
    folder,
    root,
    client,
    admin,
    account: async (id, options) => {
      await admin('POST', '/accounts', { AccountId: id, Name: `account ${id}` });
      if (options?.hub !== false) await admin('POST', `/accounts/${id}/hubs`, { Region: REGION });
      return keyOf(id, {});
    },
    user: async (account, name, policies) => {
      await admin('POST', `/accounts/${account}/users`, { UserName: name, Policies: policies });
      return keyOf(account, { UserName: name });
    },
    rows: store.rows,
    close: async () => {
      for (const one of clients) one.close();
      await hub.close();
      if (config.dataFolder !== undefined) return;
      await store.remove();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** One line of a finding's history as the store keeps it. */
export interface HistoryLine {
  source: string;
  identity: string;
  created: boolean;
  /** Attribute → [value before, value after]; null for none. */
  updates: Record<string, [before: unknown, after: unknown]>;
}

const OF_FACETS = {
  sqlite: 'f.rid = h.rid WHERE f.id = ? ORDER BY f.rid',
  postgres: 'f.account = h.account AND f.key = h.key WHERE f.id = ? ORDER BY f.account, f.key',
};

/** The history of a finding, oldest first, from the store itself. */
export async function historyOf(hub: RunningHub, id: string): Promise<HistoryLine[]> {
  const rows = await hub.rows(
    `SELECT h.source, h.identity, h.created, h.updates
    FROM history h JOIN facets f ON ${OF_FACETS[ENGINE]}, h.seq`,
    id,
  );
  return rows.map((row) => {
    const { source, identity, created, updates } = Object(row);
    const changes: [string, unknown, unknown][] = JSON.parse(updates || '[]');
    return {
      source,
      identity,
      created: created === 1,
      updates: Object.fromEntries(changes.map(([field, before, after]) => [field, [before, after]])),
    };
  });
}
