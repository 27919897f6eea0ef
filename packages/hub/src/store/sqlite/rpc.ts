import { type MessagePort, Worker } from 'node:worker_threads';

/** A call of a worker's method: [number of the call, method, argument]. */
export type Call = [number: number, method: string, argument: unknown];
/** Its answer: the result, or the message of the error. */
export type Answer = [number: number, result: unknown, error?: string];

/**
 * The main thread's end of a worker: numbered calls, answered in any order. A worker that dies takes its calls with
 * it: they reject, and so do all later ones.
 */
export class WorkerClient {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>();
  #calls = 0;
  #dead: Error | undefined;

  constructor(script: URL, workerData: unknown) {
    this.#worker = new Worker(script, { workerData });
    this.#worker.on('message', (answers: Answer[]) => {
      for (const answer of answers) this.#settle(answer);
    });
    this.#worker.on('error', (error) =>
      this.#fail(error instanceof Error ? error : new Error(String(error))),
    );
    this.#worker.on('exit', () => this.#fail(new Error('the store is closed')));
  }

  /** Calls that are not answered yet. */
  get busy(): number {
    return this.#waiting.size;
  }

  /** @throws Error with the worker's message if the method fails there */
  call<Result>(method: string, argument: unknown): Promise<Result> {
    if (this.#dead) return Promise.reject(this.#dead);
    const number = ++this.#calls;
    return new Promise<Result>((resolve, reject) => {
      // The one cast of the channel: both ends are compiled from the same types.
      this.#waiting.set(number, { resolve: (result) => resolve(result as Result), reject });
      this.#worker.postMessage([number, method, argument] satisfies Call);
    });
  }

  /** Lets the worker finish what it was asked, then ends it. */
  async close(): Promise<void> {
    if (this.#dead) return;
    await this.call('close', undefined);
    await this.#worker.terminate();
  }

  #settle([number, result, error]: Answer): void {
    const call = this.#waiting.get(number);
    this.#waiting.delete(number);
    if (error === undefined) call?.resolve(result);
    else call?.reject(new Error(error));
  }

  #fail(error: Error): void {
    this.#dead ??= error;
    for (const call of this.#waiting.values()) call.reject(this.#dead);
    this.#waiting.clear();
  }
}

/** The worker with the fewest calls to answer, of one or more. */
export function leastBusy(workers: readonly WorkerClient[]): WorkerClient {
  return workers.reduce((best, worker) => (worker.busy < best.busy ? worker : best));
}

/** The worker's end: answers calls that arrive one at a time. */
export function serve(port: MessagePort, methods: Record<string, (argument: never) => unknown>): void {
  port.on('message', (call: Call) => {
    port.postMessage([answer(call, methods)]);
  });
}

/** Runs one call; an error becomes a value, so that one bad call does not end the thread. */
function answer(
  [number, method, argument]: Call,
  methods: Record<string, (argument: never) => unknown>,
): Answer {
  try {
    const run = methods[method];
    if (run === undefined) throw new Error(`no such method: ${method}`);
    return [number, run(argument as never)];
  } catch (error) {
    return [number, undefined, error instanceof Error ? error.message : String(error)];
  }
}
