const TERMINAL_MS = 100;
const LOG_MS = 5_000;

/** Shows how far a long piece of work is: in one line of a terminal, or in a line now and then elsewhere. */
export class Progress {
  readonly #out: NodeJS.WriteStream;
  #step = '';
  #shown = Number.NEGATIVE_INFINITY;

  constructor(out: NodeJS.WriteStream = process.stderr) {
    this.#out = out;
  }

  /** @param total undefined where it is not known */
  show(step: string, done: number, total?: number): void {
    const now = performance.now();
    const isNew = step !== this.#step;
    const isLast = done === total;
    if (!isNew && !isLast && now - this.#shown < (this.#out.isTTY ? TERMINAL_MS : LOG_MS)) return;
    if (isNew) this.end();
    this.#step = step;
    this.#shown = now;
    const share = total === undefined || total === 0 ? '' : ` (${Math.floor((100 * done) / total)} %)`;
    const text = `${step}: ${done}${total === undefined ? '' : ` of ${total}`}${share}`;
    this.#out.write(this.#out.isTTY ? `\r\u001B[K${text}` : `${text}\n`);
  }

  /** Leaves the line that is shown. */
  end(): void {
    if (this.#step !== '' && this.#out.isTTY) this.#out.write('\n');
    this.#step = '';
  }
}
