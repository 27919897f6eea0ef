import { inOrder } from './orders.js';

/**
 * What is wrong with a walk through all pages, during which findings came and changed.
 *
 * @param {import('./orders.js').Order} order
 * @param {import('./orders.js').Stored[]} walk what the pages held, one after the other
 * @param {object} expected
 * @param {ReadonlySet<string>} expected.still Ids of what must be there once: it did not change
 * @param {ReadonlySet<string>} expected.moving Ids of what was there before and may have changed meanwhile: in a fixed
 *   order it must be there once
 * @returns {string[]} faults
 */
export function checkWalk(order, walk, { still, moving }) {
  /** @type {Map<string, number>} */
  const seen = new Map();
  for (const { Id } of walk) seen.set(Id, (seen.get(Id) ?? 0) + 1);
  const faults = [];
  const once = order.fixed ? new Set([...still, ...moving]) : still;
  for (const id of once) {
    if (!seen.has(id)) faults.push(`${id} is missing`);
  }
  for (const [id, times] of seen) {
    if (times > 1 && (order.fixed || still.has(id))) faults.push(`${id} came ${times} times`);
  }
  for (const [place, finding] of walk.entries()) {
    const before = walk[place - 1];
    if (before !== undefined && !inOrder(order, before, finding)) {
      faults.push(`${finding.Id} came after ${before.Id}`);
    }
  }
  return faults.map((fault) => `${order.name}: ${fault}`);
}
