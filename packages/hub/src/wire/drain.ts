import type { IncomingMessage } from 'node:http';

/**
 * Lets the rest of a body go by that nobody wants. Many clients read no answer before they have sent everything, and a
 * connection that is closed under them loses the answer: they would see a broken pipe instead of what is wrong.
 *
 * @param limit bytes to wait for; who sends more sees the connection closed
 * @returns true if the request is read to its end, so that its connection can serve another
 */
export function drain(message: IncomingMessage, limit: number): Promise<boolean> {
  if (message.complete) return Promise.resolve(true);
  const declared = Number(message.headers['content-length'] ?? 0);
  if (message.destroyed || declared > limit) return Promise.resolve(false);
  return new Promise((resolve) => {
    let seen = 0;
    const settle = (whole: boolean): void => {
      message.off('data', count).off('end', atEnd).off('close', atClose);
      resolve(whole);
    };
    const count = (chunk: Buffer): void => {
      seen += chunk.length;
      if (seen > limit) settle(false);
    };
    const atEnd = (): void => settle(true);
    const atClose = (): void => settle(false);
    // The sender may give up at any time: that is no news for anybody.
    message.on('data', count).once('end', atEnd).once('close', atClose).on('error', atClose).resume();
  });
}
