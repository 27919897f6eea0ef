import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { historyContract } from '../contract/history.js';
import { openSqliteStore } from './store.js';

historyContract('SQLite', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'docket-history-'));
  const store = await openSqliteStore(folder);
  return {
    ...store,
    close: async () => {
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
});
