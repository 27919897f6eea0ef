import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { ServiceError } from '../errors.js';
import type { SessionStore } from '../store/sessions.js';
import type { Caller } from './caller.js';
import type { Signer } from './principals.js';
import { createSealer, purposeKey, type Sealer } from './sealer.js';
import { parseTicket, type Ticket } from './ticket.js';

/** However much it is used, a session is over then. */
export const SESSION_MS = 12 * 60 * 60 * 1000;
/** And so is one that is not used for so long. */
export const IDLE_MS = 60 * 60 * 1000;
/** How long a use need not be written down: not every answer has to carry a new ticket. */
const RENEW_MS = 60 * 1000;

/** A session whose ticket was found good just now. */
export interface Session {
  id: string;
  caller: Caller;
  /** What its requests must carry besides, so that no other site can make them. */
  csrfToken: string;
  /** When it ends if nothing more is done in it. */
  expires: Date;
  /** When it ends whatever is done in it. */
  until: Date;
  /** Whether it began over TLS. */
  isSecure: boolean;
  /** A ticket that says when the session was last used; absent where the one before still says it well enough. */
  ticket?: string;
}

export interface SessionsOptions {
  masterKey: Buffer;
  /** Who holds an access key; throws UnrecognizedClientException if nobody does. */
  keys: { findCaller(accessKeyId: string, sessionToken: undefined, region: string): Promise<Signer> };
  /** False takes any secret: for the door without a lock. */
  checkSecrets: boolean;
  store: SessionStore;
}

/**
 * Sessions of people who signed in with an access key. The hub keeps nothing of them: a session is a ticket, sealed with
 * the master key, so it outlives a restart and is good at every hub of the installation. It is worth as much as its key
 * at each moment: gone, inactive or with another secret, the key takes its sessions with it.
 */
export class Sessions {
  readonly #sealer: Sealer;
  readonly #macKey: Buffer;

  constructor(private readonly options: SessionsOptions) {
    this.#sealer = createSealer(options.masterKey, 'docket sessions');
    this.#macKey = purposeKey(options.masterKey, 'docket session marks');
  }

  /**
   * @param isSecure whether the secret came over TLS
   * @throws ServiceError UnrecognizedClientException, in the same words whatever is wrong
   */
  async start(
    { accessKeyId, secretAccessKey }: { accessKeyId: string; secretAccessKey: string },
    region: string,
    isSecure: boolean,
    now: Date,
  ): Promise<Session> {
    const signer = await this.#holder(accessKeyId, region);
    // Compared in any case, so that an answer does not take longer for a key that there is.
    const isRight = this.#isSecret(secretAccessKey, signer?.secretKey ?? randomBytes(30).toString('base64'));
    if (signer === undefined || !isRight) throw wrongKey();
    const time = now.getTime();
    const mark = this.#mark('secret', `${accessKeyId} ${signer.secretKey}`);
    const id = randomBytes(16).toString('base64url');
    return this.#sessionOf(
      { id, accessKeyId, mark, started: time, used: time, isSecure },
      signer.caller,
      true,
    );
  }

  /** The session of a ticket; undefined if it is over, or never was one. */
  async resume(sealed: string, region: string, now: Date): Promise<Session | undefined> {
    const ticket = parseTicket(this.#sealer.open(sealed));
    const time = now.getTime();
    if (ticket === undefined || time >= expiryOf(ticket)) return undefined;
    const signer = await this.#holder(ticket.accessKeyId, region);
    if (signer === undefined) return undefined;
    const mark = this.#mark('secret', `${ticket.accessKeyId} ${signer.secretKey}`);
    if (!isSame(mark, ticket.mark)) return undefined;
    if (await this.options.store.isSessionEnded(signer.caller.account, ticket.id)) return undefined;
    const isDue = time - ticket.used >= RENEW_MS;
    return this.#sessionOf(isDue ? { ...ticket, used: time } : ticket, signer.caller, isDue);
  }

  /** From now on none of the session's tickets is good: at this hub at once, at others within a second. */
  async end({ id, caller, until }: Session, now: Date): Promise<void> {
    const ended = { account: caller.account, id, until: until.toISOString() };
    await this.options.store.endSession(ended, now.toISOString());
  }

  #sessionOf(ticket: Ticket, caller: Caller, isNew: boolean): Session {
    return {
      id: ticket.id,
      caller,
      csrfToken: this.#mark('csrf', ticket.id),
      expires: new Date(expiryOf(ticket)),
      until: new Date(ticket.started + SESSION_MS),
      isSecure: ticket.isSecure,
      ...(isNew && { ticket: this.#sealer.seal(JSON.stringify(ticket)) }),
    };
  }

  async #holder(accessKeyId: string, region: string): Promise<Signer | undefined> {
    try {
      return await this.options.keys.findCaller(accessKeyId, undefined, region);
    } catch (error) {
      if (error instanceof ServiceError && error.code === 'UnrecognizedClientException') return undefined;
      throw error;
    }
  }

  #isSecret(sent: string, secretKey: string): boolean {
    return isSame(sent, secretKey) || !this.options.checkSecrets;
  }

  /** Tells nothing of the text, and nobody else can make it. */
  #mark(what: 'secret' | 'csrf', text: string): string {
    return createHmac('sha256', this.#macKey).update(`${what} ${text}`).digest('base64url');
  }
}

const expiryOf = ({ started, used }: Ticket): number => Math.min(started + SESSION_MS, used + IDLE_MS);

const wrongKey = (): ServiceError =>
  new ServiceError(
    'UnrecognizedClientException',
    'The access key id or the secret access key is wrong, or the key is inactive.',
  );

/** Compares texts in a time that tells nothing of them. */
export function isSame(left: string, right: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}
