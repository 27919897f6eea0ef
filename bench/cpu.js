import { readdir, readFile } from 'node:fs/promises';

/** Clock ticks a second, as `/proc` counts: the same on all Linux systems in use. */
const TICKS = 100;

/**
 * Seconds of processor time that processes have used since they began, with those of their children that have ended;
 * undefined where the system does not tell (only Linux does here).
 *
 * @param {readonly number[]} pids
 */
export async function processorSeconds(pids) {
  let ticks = 0;
  let told = false;
  for (const pid of pids) {
    const fields = await statOf(pid);
    if (fields === undefined) continue;
    told = true;
    // utime, stime, cutime, cstime
    ticks += fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  }
  return told ? ticks / TICKS : undefined;
}

/**
 * A process of this machine and its children.
 *
 * @param {number} pid
 */
export async function family(pid) {
  const names = await readdir('/proc').catch(() => []);
  const numbers = names.filter((name) => /^\d+$/.test(name)).map(Number);
  const parents = await Promise.all(numbers.map(parentOf));
  return [pid, ...numbers.filter((_, place) => parents[place] === pid)];
}

/** @param {number} pid */
export async function parentOf(pid) {
  return Number((await statOf(pid))?.[1]);
}

/**
 * The fields after the name, which may hold anything.
 *
 * @param {number} pid
 */
async function statOf(pid) {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const end = text.lastIndexOf(')');
  return end < 0 ? undefined : text.slice(end + 2).split(' ');
}
