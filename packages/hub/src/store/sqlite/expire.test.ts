import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expireContract } from '../contract/expire.js';
import { openSqliteStore } from './store.js';

expireContract('SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'docket-expire-'));
  const store = await openSqliteStore(folder);
  return {
    store: store.findings,
    close: async () => {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
});
