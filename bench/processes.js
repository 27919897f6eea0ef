import { fork } from 'node:child_process';
import { once } from 'node:events';

/**
 * Runs a floor in a process of its own.
 *
 * @param {'floor.js' | 'floor-postgres.js'} script
 * @param {{phases: import('./batches.js').Phase[], folder?: string, url?: string}} task
 * @returns {Promise<number[]>} findings per second, a phase each
 */
export async function runFloor(script, task) {
  const child = fork(new URL(script, import.meta.url));
  child.send(task);
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the floor ended early (${code})`);
  });
  const [{ rates }] = await Promise.race([once(child, 'message'), ended]);
  ended.catch(() => undefined);
  return rates;
}

/** The process of the clients. */
export class Load {
  #child = fork(new URL('load.js', import.meta.url));

  /**
   * @param {import('./load.js').Task} task
   * @param {{sending?: () => void, sent?: () => void}} [on] around every lot that is sent
   * @returns {Promise<import('./load.js').Result>}
   */
  run(task, on = {}) {
    this.#child.send(task);
    return new Promise((resolve, reject) => {
      const settle = (/** @type {() => void} */ outcome) => {
        this.#child.off('message', listen).off('exit', ended);
        outcome();
      };
      const ended = () => settle(() => reject(new Error('the clients ended early')));
      const listen = (/** @type {any} */ message) => {
        if ('sending' in message) on.sending?.();
        if ('sent' in message) on.sent?.();
        if ('error' in message) settle(() => reject(new Error(message.error)));
        if ('result' in message) settle(() => resolve(message.result));
      };
      this.#child.on('message', listen).on('exit', ended);
    });
  }

  get pid() {
    return this.#child.pid ?? 0;
  }

  close() {
    this.#child.kill();
  }
}
