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
   * @returns {Promise<import('./load.js').Result>}
   */
  async run(task) {
    this.#child.send(task);
    const [{ result, error }] = await once(this.#child, 'message');
    if (error !== undefined) throw new Error(error);
    return result;
  }

  close() {
    this.#child.kill();
  }
}
