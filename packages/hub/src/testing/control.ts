import { afterAll } from 'vitest';
import type { OpenedControlStore } from '../store/contract/control.js';
import { openMemoryControlStore } from '../store/contract/memory.js';
import { createMigrated, type MigratedDatabase } from '../store/postgres/testing.js';
import { ENGINE } from './store.js';

/** An empty control store. On PostgreSQL, all of a test file's are one after the other in the same database. */
export const openTestControl = (): Promise<OpenedControlStore> =>
  ENGINE === 'postgres' ? emptied() : openMemoryControlStore();

let migrated: Promise<MigratedDatabase> | undefined;
let isOpen = false;

async function emptied(): Promise<OpenedControlStore> {
  if (isOpen) throw new Error('a test has one control store at a time: close the one before');
  isOpen = true;
  migrated ??= createMigrated();
  const { store } = await (await migrated).openControl();
  return {
    store,
    close: async () => {
      isOpen = false;
    },
  };
}

// Of the test file that this module is loaded for.
if (ENGINE === 'postgres') afterAll(async () => (await migrated)?.close());
