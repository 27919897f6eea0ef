import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { ByteBudget } from '../byte-budget.js';
import { openTestHub } from '../operations/testing.js';
import { type WireParts, withProvenCall } from './handler.js';

/** A request as Node hands it over, without a network. */
function message(headers: Record<string, string>, body: Buffer): IncomingMessage {
  const made = new IncomingMessage(new Socket());
  Object.assign(made.headers, headers);
  made.push(body);
  made.push(null);
  return made;
}

test('room for what a compressed body may become is taken before it is decompressed', async () => {
  const hub = await openTestHub();
  const { caller, now: _now, bodyBytes: _bytes, ...context } = hub.call();
  const parts: WireParts = {
    authenticate: async () => ({ caller, prove: () => undefined }),
    operations: {},
    context,
    maxBodyBytes: 1_000_000,
    received: new ByteBudget(1_000_000),
    working: new ByteBudget(1_000_000),
  };
  let atOnce = 0;
  let most = 0;
  const call = (headers: Record<string, string>, body: Buffer): Promise<number> =>
    withProvenCall(message(headers, body), parts, ['securityhub'], { operation: '' }, async (proven) => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      await new Promise((resolve) => setImmediate(resolve));
      atOnce -= 1;
      return proven.body.length;
    });

  const large = gzipSync(Buffer.alloc(900_000));
  const sizes = await Promise.all(
    Array.from({ length: 4 }, () => call({ 'content-encoding': 'gzip' }, large)),
  );
  expect([sizes, most]).toEqual([[900_000, 900_000, 900_000, 900_000], 1]);
  // Whatever happens, room comes back: also after a body that cannot be decompressed.
  await expect(call({ 'content-encoding': 'gzip' }, Buffer.from('x'))).rejects.toMatchObject({ status: 400 });
  await expect(call({ 'content-encoding': 'br' }, Buffer.from('x'))).rejects.toMatchObject({ status: 415 });
  most = 0;
  await Promise.all(Array.from({ length: 4 }, () => call({}, Buffer.alloc(200_000))));
  expect(most).toBeGreaterThan(1);
  await hub.close();
});
