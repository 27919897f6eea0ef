import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { statisticsContract } from '../contract/statistics.js';
import { openSqliteStore } from './store.js';

statisticsContract(
  'SQLite',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'docket-store-'));
    const store = await openSqliteStore(folder);
    return {
      store: store.findings,
      statistics: store.statistics,
      close: async () => {
        await store.close();
        rmSync(folder, { recursive: true });
      },
    };
  },
  3,
);
