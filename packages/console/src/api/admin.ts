import { at, listOf, textAt } from '../json.js';
import type { Call, Connection } from './connection.js';

const ADMIN = '/_docket/admin';

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
}

export interface User {
  readonly name: string;
  /** IAM policy documents. */
  readonly policies: readonly unknown[];
}

export interface AccessKey {
  readonly id: string;
  /** Empty: the account's root. */
  readonly userName: string;
  readonly active: boolean;
  readonly createdAt: string;
}

/** What is shown once, when a key is made. */
export interface NewKey {
  readonly id: string;
  readonly secret: string;
}

/** The hub's own administration. Only callers of the root account get anywhere; for others, all of it throws Failure. */
export class Admin {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  #call(method: Call['method'], path: readonly string[], body?: unknown, signal?: AbortSignal) {
    const encoded = path.map((part) => `/${encodeURIComponent(part)}`).join('');
    return this.#connection.json({ method, path: `${ADMIN}${encoded}`, body, signal });
  }

  async accounts(signal: AbortSignal): Promise<Account[]> {
    const answer = await this.#call('GET', ['accounts'], undefined, signal);
    return listOf(at(answer, 'Accounts')).map((account) => ({
      id: textAt(account, 'AccountId'),
      name: textAt(account, 'Name'),
      createdAt: textAt(account, 'CreatedAt'),
    }));
  }

  async createAccount(id: string, name: string): Promise<void> {
    await this.#call('POST', ['accounts'], { ...(id !== '' && { AccountId: id }), Name: name });
  }

  async enableHub(account: string, region: string): Promise<void> {
    await this.#call('POST', ['accounts', account, 'hubs'], { Region: region });
  }

  async users(account: string, signal: AbortSignal): Promise<User[]> {
    const answer = await this.#call('GET', ['accounts', account, 'users'], undefined, signal);
    return listOf(at(answer, 'Users')).map((user) => ({
      name: textAt(user, 'UserName'),
      policies: listOf(at(user, 'Policies')),
    }));
  }

  async createUser(account: string, name: string, policies: readonly unknown[]): Promise<void> {
    await this.#call('POST', ['accounts', account, 'users'], { UserName: name, Policies: policies });
  }

  async putPolicies(account: string, user: string, policies: readonly unknown[]): Promise<void> {
    await this.#call('PUT', ['accounts', account, 'users', user, 'policies'], { Policies: policies });
  }

  async deleteUser(account: string, user: string): Promise<void> {
    await this.#call('DELETE', ['accounts', account, 'users', user]);
  }

  async keys(account: string, signal: AbortSignal): Promise<AccessKey[]> {
    const answer = await this.#call('GET', ['accounts', account, 'keys'], undefined, signal);
    return listOf(at(answer, 'AccessKeys')).map((key) => ({
      id: textAt(key, 'AccessKeyId'),
      userName: textAt(key, 'UserName'),
      active: textAt(key, 'Status') === 'Active',
      createdAt: textAt(key, 'CreatedAt'),
    }));
  }

  /** @param userName empty for the account's root */
  async createKey(account: string, userName: string): Promise<NewKey> {
    const body = userName === '' ? {} : { UserName: userName };
    const answer = await this.#call('POST', ['accounts', account, 'keys'], body);
    return {
      id: textAt(answer, 'AccessKey', 'AccessKeyId'),
      secret: textAt(answer, 'AccessKey', 'SecretAccessKey'),
    };
  }

  async setKeyActive(account: string, key: string, active: boolean): Promise<void> {
    await this.#call('PUT', ['accounts', account, 'keys', key], { Status: active ? 'Active' : 'Inactive' });
  }

  async deleteKey(account: string, key: string): Promise<void> {
    await this.#call('DELETE', ['accounts', account, 'keys', key]);
  }
}
