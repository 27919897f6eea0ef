import { finished, Readable } from 'node:stream';
import { ServiceError } from '../errors.js';

/** Who stops reading for so long has gone, whatever the connection says. */
const MAX_STALL_MS = 10 * 60_000;
const MAX_STREAMS = 16;
const MAX_PER_ACCOUNT = 4;

/**
 * Answers that go out piece by piece. There are only so many at once, and none keeps a hub from stopping. One that
 * breaks off takes its connection with it, so that nobody takes what was sent for the whole.
 */
export class RunningStreams {
  /** Of what accounts, the ones that have not sent anything yet included. */
  readonly #owners: string[] = [];
  readonly #streams = new Set<Readable>();
  #phase: 'open' | 'stopping' | 'stopped' = 'open';

  /** @param stallMs for a reader to take the next piece */
  constructor(private readonly stallMs = MAX_STALL_MS) {}

  /**
   * Makes a stream that asks for a piece when the one before has gone out. Resolves when the first is there.
   *
   * @param ended told once how it ended: undefined for well
   * @throws ServiceError if there are too many, or the hub is stopping; and whatever the first piece throws
   */
  async start(
    account: string,
    pieces: AsyncGenerator<Buffer>,
    ended: (error?: Error | null) => void,
  ): Promise<Readable> {
    this.#admit(account);
    try {
      const first = await pieces.next();
      if (this.#phase === 'stopped') throw stopping();
      const stream: Readable = Readable.from(
        this.#watched(first, pieces, (reason) => stream.destroy(reason)),
        { objectMode: false },
      );
      this.#streams.add(stream);
      finished(stream, (error) => {
        this.#streams.delete(stream);
        this.#leave(account);
        // One that broke off has not come to its end.
        void pieces.return(undefined);
        ended(error);
      });
      return stream;
    } catch (error) {
      this.#leave(account);
      throw error;
    }
  }

  /** Takes no more, and breaks off those that are still running after a while. */
  stop(graceMs: number): void {
    this.#phase = 'stopping';
    const timer = setTimeout(() => {
      this.#phase = 'stopped';
      for (const stream of this.#streams) stream.destroy(new Error('the hub is stopping'));
    }, graceMs);
    // A hub whose last stream has ended does not wait for it.
    timer.unref();
  }

  #admit(account: string): void {
    if (this.#phase !== 'open') throw stopping();
    const own = this.#owners.filter((owner) => owner === account).length;
    if (own >= MAX_PER_ACCOUNT || this.#owners.length >= MAX_STREAMS) {
      throw new ServiceError(
        'TooManyRequestsException',
        'Too many exports are running. Try again when one has ended.',
      );
    }
    this.#owners.push(account);
  }

  #leave(account: string): void {
    this.#owners.splice(this.#owners.indexOf(account), 1);
  }

  async *#watched(
    first: IteratorResult<Buffer, unknown>,
    others: AsyncGenerator<Buffer>,
    giveUp: (reason: Error) => void,
  ): AsyncGenerator<Buffer> {
    for (let piece = first; piece.done !== true; piece = await others.next()) {
      const timer = setTimeout(() => giveUp(new Error('the client does not read')), this.stallMs);
      try {
        yield piece.value;
      } finally {
        clearTimeout(timer);
      }
    }
  }
}

const stopping = (): ServiceError =>
  new ServiceError('ServiceUnavailableException', 'The hub is stopping. Try again.');
