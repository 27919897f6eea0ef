import { mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { DEFAULTS } from '../config.js';
import { type Hub, startHub } from '../server.js';
import { type TestStore, testStore } from '../testing/store.js';

export const ROOT = '999988887777';
export const OTHER = '111122223333';
const REGION = 'eu-central-1';
export const ROOT_KEY = {
  accessKeyId: 'AKIAROOT000000000000',
  secretAccessKey: 'root-secret-for-tests-only',
};

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
}

interface HttpAnswer {
  status: number;
  headers: IncomingMessage['headers'];
  /** As it came. */
  text: string;
  /** The text as JSON; undefined if it is none. */
  body: unknown;
}

export interface Call {
  method: string;
  path: string;
  body?: string;
  /** Who signs: the root account's root unless it says otherwise; null for a call without a signature. */
  as?: Credentials | null;
}

/** A hub that listens, in a folder of its own. */
export interface HttpHub {
  url: string;
  folder: string;
  /** Of its copies on their way out: names in the folder, and files that are open though they have none any more. */
  copies(): string[];
  /** Sends a request and gives what is still to be answered. */
  send(call: Call): Promise<ClientRequest>;
  call(call: Call): Promise<HttpAnswer>;
  /** Makes a key of the account's root, or of a user of it with these policies. */
  newKey(account: string, user?: { name: string; policies: readonly unknown[] }): Promise<Credentials>;
  close(): Promise<void>;
}

/** @param prepare is given the empty data folder before the hub starts */
export async function startHttpHub(prepare?: (folder: string) => void): Promise<HttpHub> {
  const folder = mkdtempSync(join(tmpdir(), 'docket-admin-'));
  let hub: Hub;
  let store: TestStore;
  try {
    prepare?.(folder);
    store = await testStore(folder);
    hub = await startHub({
      ...DEFAULTS,
      port: 0,
      ...store.config,
      region: REGION,
      // Given, so that a hub on a copy of another one's store can read its secrets.
      masterKey: '0f'.repeat(32),
      root: { accountId: ROOT, ...ROOT_KEY },
      logLevel: 'silent',
    });
  } catch (error) {
    rmSync(folder, { recursive: true });
    throw error;
  }
  const { host, hostname, port } = new URL(hub.url);

  async function send({ method, path, body = '', as = ROOT_KEY }: Call): Promise<ClientRequest> {
    const plain = { host, 'content-length': String(Buffer.byteLength(body)) };
    const headers = as === null ? plain : await sign(as, { method, path, headers: plain, body });
    return request({ hostname, port, method, path, headers, agent: false }).end(body);
  }

  async function call(asked: Call): Promise<HttpAnswer> {
    const response = await answerTo(await send(asked));
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(Buffer.from(chunk));
    const text = Buffer.concat(chunks).toString();
    return { status: response.statusCode ?? 0, headers: response.headers, text, body: parse(text) };
  }

  return {
    url: hub.url,
    folder,
    copies: () => [
      ...readdirSync(folder).filter((name) => name.startsWith('backup-')),
      ...openFiles().filter((path) => path.startsWith(join(folder, 'backup-'))),
    ],
    send,
    call,
    newKey: async (account, user) => {
      const keyOwner = user === undefined ? {} : { UserName: user.name };
      if (user !== undefined) {
        const body = JSON.stringify({ UserName: user.name, Policies: user.policies });
        await call({ method: 'POST', path: `/_docket/admin/accounts/${account}/users`, body });
      }
      const path = `/_docket/admin/accounts/${account}/keys`;
      const { body } = await call({ method: 'POST', path, body: JSON.stringify(keyOwner) });
      const { AccessKeyId, SecretAccessKey } = Object(Object(body).AccessKey);
      return { accessKeyId: String(AccessKeyId), secretAccessKey: String(SecretAccessKey) };
    },
    close: async () => {
      await hub.close();
      await store.remove();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Resolves with the head of the answer; rejects if the connection ends before. */
export const answerTo = (sent: ClientRequest): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => sent.once('response', resolve).once('error', reject));

async function sign(
  credentials: Credentials,
  asked: { method: string; path: string; headers: Record<string, string>; body: string },
): Promise<Record<string, string>> {
  const signer = new SignatureV4({ credentials, region: REGION, service: 'securityhub', sha256: Sha256 });
  const [hostname = ''] = asked.headers.host?.split(':') ?? [];
  const { headers } = await signer.sign({ protocol: 'http:', hostname, query: {}, ...asked });
  return headers;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What this process has open, where the system tells. */
function openFiles(): string[] {
  let descriptors: string[];
  try {
    descriptors = readdirSync('/proc/self/fd');
  } catch {
    return [];
  }
  return descriptors.map((descriptor) => {
    try {
      return readlinkSync(`/proc/self/fd/${descriptor}`);
    } catch {
      // Closed since it was listed.
      return '';
    }
  });
}
