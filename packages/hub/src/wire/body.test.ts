import { PassThrough, Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { ByteBudget } from '../byte-budget.js';
import { receiveBody } from './body.js';

const chunks = (...sizes: number[]): Readable => Readable.from(sizes.map((size) => Buffer.alloc(size, 'x')));

describe('a body that is received', () => {
  test('takes what it holds from the budget, until it is released', async () => {
    const budget = new ByteBudget(10);
    const body = await receiveBody(chunks(3, 4), 10, budget);
    expect(body.bytes.toString()).toBe('xxxxxxx');
    expect(budget.tryTake(4)).toBe(false);
    body.release();
    body.release();
    expect(budget.tryTake(10)).toBe(true);
    expect(budget.tryTake(1)).toBe(false);
  });

  test.each([
    ['is over the limit', 5, 100, 'RequestEntityTooLargeException'],
    ['finds no room', 100, 5, 'ServiceUnavailableException'],
  ])('and %s gives everything back and leaves its stream to be drained', async (_what, limit, room, code) => {
    const budget = new ByteBudget(room);
    const stream = chunks(3, 3, 3);
    await expect(receiveBody(stream, limit, budget)).rejects.toMatchObject({ code });
    expect(budget.tryTake(room)).toBe(true);
    expect(stream.destroyed).toBe(false);
  });

  test('and breaks off is no defect of ours, and gives everything back', async () => {
    const budget = new ByteBudget(5);
    const stream = new PassThrough();
    const received = receiveBody(stream, 100, budget);
    stream.write('xxx');
    stream.destroy(new Error('aborted'));
    await expect(received).rejects.toMatchObject({ code: 'RequestTimeoutException', status: 408 });
    expect(budget.tryTake(5)).toBe(true);
  });
});
