import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import type { EndedSession } from '../store/sessions.js';
import { IDLE_MS, SESSION_MS, Sessions } from './sessions.js';

const ACCOUNT = '111122223333';
const KEY = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' };
const REGION = 'eu-west-1';
const START = Date.UTC(2026, 0, 1);

let ended: EndedSession[];
let secretKey: string;
beforeEach(() => {
  ended = [];
  secretKey = KEY.secretAccessKey;
});

const open = (masterKey = 1) =>
  new Sessions({
    masterKey: Buffer.alloc(32, masterKey),
    keys: {
      findCaller: async (accessKeyId, _token, region) => ({
        caller: { account: ACCOUNT, arn: '', userId: '', accessKeyId, region, policies: [] },
        secretKey,
      }),
    },
    checkSecrets: true,
    store: {
      endSession: async (session) => void ended.push(session),
      isSessionEnded: async (account, id) => ended.some((one) => one.account === account && one.id === id),
    },
  });

const start = async (sessions = open()) => {
  const session = await sessions.start(KEY, REGION, false, new Date(START));
  return { ...session, ticket: session.ticket ?? '' };
};

test('a session lasts as long as it is used, and twelve hours at most', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: IDLE_MS + 10 * 60_000 }), { maxLength: 30 }),
      async (pauses) => {
        const sessions = open();
        let { ticket } = await start(sessions);
        let time = START;
        /** When it was used last, as its ticket says. */
        let used = START;
        for (const pause of pauses) {
          time += pause;
          const session = await sessions.resume(ticket, REGION, new Date(time));
          const isOver = time - used >= IDLE_MS || time - START >= SESSION_MS;
          expect(session === undefined).toBe(isOver);
          if (session === undefined) return;
          // A use that the ticket does not tell of may cost the session a minute.
          expect(session.ticket !== undefined).toBe(time - used >= 60_000);
          if (session.ticket !== undefined) used = time;
          ticket = session.ticket ?? ticket;
          expect(session.expires.getTime()).toBe(Math.min(used + IDLE_MS, START + SESSION_MS));
          expect(session.until.getTime()).toBe(START + SESSION_MS);
        }
      },
    ),
  );
});

test('all tickets of a session have one token, and no two sessions the same', async () => {
  const sessions = open();
  const [one, other] = [await start(sessions), await start(sessions)];
  const later = await sessions.resume(one.ticket, REGION, new Date(START + 120_000));
  expect(later?.ticket).not.toBe(one.ticket);
  expect(later).toMatchObject({ id: one.id, csrfToken: one.csrfToken });
  expect(other.id).not.toBe(one.id);
  expect(other.csrfToken).not.toBe(one.csrfToken);
});

test('a session that was ended is over with every ticket, and is remembered until it would be over anyway', async () => {
  const sessions = open();
  const { ticket } = await start(sessions);
  const now = new Date(START + 120_000);
  const renewed = await sessions.resume(ticket, REGION, now);
  if (renewed === undefined) throw new Error('the session runs');
  await sessions.end(renewed, now);
  expect(await sessions.resume(ticket, REGION, now)).toBeUndefined();
  expect(await sessions.resume(renewed.ticket ?? '', REGION, now)).toBeUndefined();
  const until = new Date(START + SESSION_MS).toISOString();
  expect(ended).toEqual([{ account: ACCOUNT, id: renewed.id, until }]);
});

test('a ticket is good only here, unchanged, and with the secret that was signed in with', async () => {
  const sessions = open();
  const { ticket } = await start(sessions);
  const now = new Date(START + 1);
  expect(await open(2).resume(ticket, REGION, now)).toBeUndefined();
  const bytes = Buffer.from(ticket, 'base64url');
  for (let place = 0; place < bytes.length; place += 1) {
    const changed = Buffer.from(bytes);
    changed.writeUInt8(changed.readUInt8(place) ^ 1, place);
    expect(await sessions.resume(changed.toString('base64url'), REGION, now)).toBeUndefined();
  }
  // Another hub of the installation.
  expect(await open().resume(ticket, REGION, now)).toBeDefined();
  secretKey = 'replaced';
  expect(await sessions.resume(ticket, REGION, now)).toBeUndefined();
});

test('the secret must be right to the letter', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string(), async (secretAccessKey) => {
      fc.pre(secretAccessKey !== KEY.secretAccessKey);
      const attempt = open().start({ ...KEY, secretAccessKey }, REGION, false, new Date(START));
      await expect(attempt).rejects.toMatchObject({ code: 'UnrecognizedClientException' });
    }),
  );
});
