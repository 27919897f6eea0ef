import { fork } from 'node:child_process';
import { once } from 'node:events';

/**
 * Runs the floor in a process of its own.
 *
 * @param {import('./batches.js').Phase[]} phases
 * @param {string} folder
 * @returns {Promise<number[]>} findings per second, a phase each
 */
export async function runFloor(phases, folder) {
  const child = fork(new URL('floor.js', import.meta.url));
  child.send({ phases, folder });
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

  close() {
    this.#child.kill();
  }
}
