import { at, textAt, textsOf } from '../json.js';
import { Connection } from './connection.js';
import { Failure, failureOf } from './failure.js';

export interface Session {
  readonly account: string;
  /** The hub's own Region: what calls are for that name none. */
  readonly region: string;
  readonly regions: readonly string[];
  readonly userName: string;
  readonly arn: string;
  readonly csrfToken: string;
}

const PATH = '/_docket/session';

const sessionOf = (answer: unknown): Session => {
  const region = textAt(answer, 'Region');
  const regions = textsOf(at(answer, 'Regions'));
  return {
    account: textAt(answer, 'Account'),
    region,
    regions: regions.includes(region) ? regions : [region, ...regions],
    userName: textAt(answer, 'UserName'),
    arn: textAt(answer, 'Arn'),
    csrfToken: textAt(answer, 'CsrfToken'),
  };
};

/** The session that the browser has; undefined if there is none. Throws Failure if the hub does not say. */
export async function currentSession(signal: AbortSignal): Promise<Session | undefined> {
  try {
    return sessionOf(await new Connection().json({ method: 'GET', path: PATH, signal }));
  } catch (error) {
    if (error instanceof Failure && error.status === 401) return undefined;
    throw error;
  }
}

/** Throws Failure: 403 for a key that is wrong or switched off. */
export async function signIn(accessKeyId: string, secretAccessKey: string): Promise<Session> {
  const body = { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey };
  return sessionOf(await new Connection().json({ method: 'POST', path: PATH, body, once: true }));
}

/** Ends the session at the hub. One that has ended already is as good. */
export async function signOut(session: Session): Promise<void> {
  try {
    await new Connection({ csrfToken: session.csrfToken }).response({ method: 'DELETE', path: PATH });
  } catch (error) {
    if (failureOf(error).status !== 401) throw error;
  }
}
