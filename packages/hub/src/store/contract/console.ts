import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ControlStore } from '../control.js';
import type { ViewRow } from '../views.js';
import type { OpenedControlStore } from './control.js';

const ALICE = '111122223333';
const BOB = '444455556666';
const THEN = '2026-01-02T03:04:05.678Z';
const LATER = '2026-02-02T00:00:00.000Z';
const LAST = '2026-03-02T00:00:00.000Z';

const view = (id: string, changes: Partial<ViewRow> = {}): ViewRow => ({
  ...{ account: ALICE, id, owner: 'root', name: `name of ${id}` },
  query: '{"é\'\\"\u2028":[]}',
  shared: false,
  ...{ createdAt: THEN, updatedAt: THEN },
  ...changes,
});

/** What every engine's control store must do with sessions and saved views. `open` gives an empty store; each test has its own. */
export function consoleContract(name: string, open: () => Promise<OpenedControlStore>): void {
  describe(`sessions and views: ${name}`, () => {
    let opened: OpenedControlStore;
    let store: ControlStore;
    beforeEach(async () => {
      opened = await open();
      store = opened.store;
    });
    afterEach(() => opened.close());

    test('a session that was ended is ended, and no other', async () => {
      expect(await store.isSessionEnded(ALICE, 'a')).toBe(false);
      await store.endSession({ account: ALICE, id: 'a', until: LATER }, THEN);
      await store.endSession({ account: ALICE, id: 'a', until: LATER }, THEN);
      expect(await store.isSessionEnded(ALICE, 'a')).toBe(true);
      expect(await store.isSessionEnded(ALICE, 'b')).toBe(false);
      expect(await store.isSessionEnded(BOB, 'a')).toBe(false);
    });

    test('sessions that would be over anyway are forgotten when another is ended', async () => {
      await store.endSession({ account: ALICE, id: 'old', until: LATER }, THEN);
      await store.endSession({ account: ALICE, id: 'new', until: LAST }, THEN);
      await store.endSession({ account: BOB, id: 'old', until: LATER }, THEN);
      await store.endSession({ account: ALICE, id: 'last', until: LAST }, LATER);
      const ids = ['old', 'new', 'last'];
      const ended = await Promise.all(ids.map((id) => store.isSessionEnded(ALICE, id)));
      expect(ended).toEqual([false, true, true]);
      expect(await store.isSessionEnded(BOB, 'old')).toBe(true);
    });

    test('views are created once, listed in the order of creation, changed and deleted', async () => {
      expect(await store.createView(view('b', { createdAt: LATER }), 9)).toBe('created');
      expect(await store.createView(view('c', { owner: 'ann', shared: true }), 9)).toBe('created');
      expect(await store.createView(view('a'), 9)).toBe('created');
      expect(await store.createView(view('a', { name: 'again' }), 9)).toBe('exists');
      expect(await store.createView(view('a', { account: BOB }), 9)).toBe('created');
      const c = view('c', { owner: 'ann', shared: true });
      expect(await store.listViews(ALICE)).toEqual([view('a'), c, view('b', { createdAt: LATER })]);

      const key = { account: ALICE, id: 'c' };
      expect(await store.updateView(key, { updatedAt: LATER })).toBe(true);
      expect(await store.updateView(key, { updatedAt: LATER, shared: false })).toBe(true);
      expect(await store.updateView(key, { updatedAt: LAST, name: 'new', query: 'q' })).toBe(true);
      expect(await store.updateView({ account: ALICE, id: 'x' }, { updatedAt: LAST })).toBe(false);
      const changed = { ...c, shared: false, name: 'new', query: 'q', updatedAt: LAST };
      expect(await store.listViews(ALICE)).toEqual([view('a'), changed, view('b', { createdAt: LATER })]);
      expect(await store.listViews(BOB)).toEqual([view('a', { account: BOB })]);

      expect(await store.deleteView({ account: ALICE, id: 'a' })).toBe(true);
      expect(await store.deleteView({ account: ALICE, id: 'a' })).toBe(false);
      expect(await store.listViews(BOB)).toHaveLength(1);
    });

    test('an owner has no more views than the quota, however many are saved at once', async () => {
      await store.createView(view('other', { owner: 'ann' }), 3);
      const ids = Array.from({ length: 8 }, (_, n) => `id${n}`);
      const created = await Promise.all(ids.map((id) => store.createView(view(id), 3)));
      expect(created.filter((result) => result === 'created')).toHaveLength(3);
      expect(created.filter((result) => result === 'full')).toHaveLength(5);
      expect(await store.listViews(ALICE)).toHaveLength(4);
    });

    test('of an owner who is gone, only shared views stay', async () => {
      await store.createView(view('a', { owner: 'ann' }), 9);
      await store.createView(view('b', { owner: 'ann', shared: true }), 9);
      await store.createView(view('c'), 9);
      await store.createView(view('a', { owner: 'ann', account: BOB }), 9);
      await store.deletePrivateViews(ALICE, 'ann');
      expect((await store.listViews(ALICE)).map(({ id }) => id)).toEqual(['b', 'c']);
      expect(await store.listViews(BOB)).toHaveLength(1);
    });

    test('the hubs of an account are listed by Region', async () => {
      const hub = (account: string, region: string) => ({
        ...{ account, region, subscribedAt: THEN, autoEnableControls: false },
        controlFindingGenerator: 'SECURITY_CONTROL',
      });
      expect(await store.listHubs(ALICE)).toEqual([]);
      for (const region of ['us-east-1', 'eu-west-1']) await store.createHub(hub(ALICE, region));
      await store.createHub(hub(BOB, 'ap-south-1'));
      expect(await store.listHubs(ALICE)).toEqual([hub(ALICE, 'eu-west-1'), hub(ALICE, 'us-east-1')]);
      await store.deleteHub(ALICE, 'us-east-1');
      expect(await store.listHubs(ALICE)).toEqual([hub(ALICE, 'eu-west-1')]);
    });
  });
}
