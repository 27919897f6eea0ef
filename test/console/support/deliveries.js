import { vi } from 'vitest';

/**
 * Waits until an event is dead, as its sink would never take it.
 *
 * @param {import('../../support/client.js').Client} client
 * @returns {Promise<string>} the id of its delivery
 */
export const deadDelivery = (client) =>
  vi.waitFor(
    async () => {
      const { json } = await client.call('POST', '/_docket/events/deliveries', { State: 'DEAD' });
      const [delivery] = Object(json).Deliveries;
      if (delivery === undefined) throw new Error('no delivery is dead');
      return String(delivery.Id);
    },
    { timeout: 20_000, interval: 200 },
  );
