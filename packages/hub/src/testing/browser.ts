import type { Answer, CallOptions, Client } from './client.js';
import type { Credentials } from './signer.js';

const PATH = '/_docket/session';

/** What a browser with the console open sends: nothing is signed, and a cookie comes along by itself. */
export class Browser {
  /** The session cookie's value; empty for none. */
  ticket = '';
  csrfToken = '';

  /** @param client without credentials */
  constructor(readonly client: Client) {}

  async signIn({ accessKeyId, secretAccessKey }: Credentials, headers = {}): Promise<Answer> {
    const body = { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey };
    const answer = await this.plain('POST', PATH, body, headers);
    this.csrfToken = Object(answer.json).CsrfToken ?? '';
    return answer;
  }

  signOut(): Promise<Answer> {
    return this.call('DELETE', PATH);
  }

  session(headers = {}): Promise<Answer> {
    return this.plain('GET', PATH, undefined, headers);
  }

  /** A call that a page of the console makes. */
  call(method: string, path: string, body?: unknown, options: CallOptions = {}): Promise<Answer> {
    const { headers, ...others } = options;
    return this.plain(
      method,
      path,
      body,
      {
        origin: this.client.options.url,
        'sec-fetch-site': 'same-origin',
        'x-docket-csrf': this.csrfToken,
        ...headers,
      },
      others,
    );
  }

  /** A call with the cookie and nothing else that a page of the console would add. */
  async plain(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
    options: CallOptions = {},
  ): Promise<Answer> {
    const cookie = this.ticket === '' ? {} : { cookie: `theme=dark; docket_session=${this.ticket}` };
    const answer = await this.client.call(method, path, body, {
      ...options,
      headers: { ...cookie, ...headers },
    });
    const [set] = answer.headers['set-cookie'] ?? [];
    const [, ticket] = /^docket_session=([^;]*);/.exec(set ?? '') ?? [];
    if (ticket !== undefined) this.ticket = ticket;
    return answer;
  }
}
