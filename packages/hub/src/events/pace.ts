import { setImmediate as others } from 'node:timers/promises';

/** How long nobody else gets a turn. */
const SLICE_MS = 20;

/** Of long work in the thread that serves requests: lets others in from time to time. */
export class Pace {
  #since = performance.now();

  /** Whether it is time to `rest`; asked often, so that most of the time nothing is waited for. */
  get tired(): boolean {
    return performance.now() - this.#since > SLICE_MS;
  }

  async rest(): Promise<void> {
    await others();
    this.#since = performance.now();
  }
}
