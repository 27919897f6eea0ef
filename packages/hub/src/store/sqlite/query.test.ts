import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { and, leaf } from '../../findings/filter/tree.js';
import { attributes } from '../contract/attributes.js';
import type { FindingWrite } from '../findings.js';
import { hashText } from './hash.js';
import { openSqliteStore } from './store.js';

const PLACE = { account: '111122223333', region: 'eu-west-1' };

const write = (id: string, resource: string): FindingWrite => ({
  key: { ...PLACE, productArn: 'arn', id },
  ...{ expected: 0, document: JSON.stringify({ Id: id }), customerSet: 0, history: [] },
  attributes: attributes({ resourceIds: [resource], updatedAt: `2026-01-01T00:00:0${id}.000Z` }),
});

test('a resource whose Id has the hash of another is not taken for it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'docket-query-'));
  const store = await openSqliteStore(folder);
  try {
    await store.findings.commit([write('1', 'wanted'), write('2', 'other'), write('3', 'wanted')]);
    const db = new Database(join(folder, 'docket.sqlite'));
    const rid = db.prepare("SELECT rid FROM facets WHERE id = '2'").pluck().get();
    db.prepare('INSERT INTO resources (scope, hash, rid) VALUES (1, ?, ?)').run(hashText('wanted'), rid);
    db.close();
    const isWanted = leaf({
      kind: 'string',
      attribute: 'ResourceId',
      comparison: 'EQUALS',
      values: ['wanted'],
    });
    for (const filter of [isWanted, and([isWanted, and([])])]) {
      for (const order of ['asc', 'desc'] as const) {
        const sort = [{ attribute: 'UpdatedAt', order }] as const;
        const query = { ...PLACE, filter, sort, limit: 1 };
        const ids = order === 'asc' ? ['1', '3'] : ['3', '1'];
        const first = await store.findings.find(query);
        const second = await store.findings.find({ ...query, ...(first.next && { after: first.next }) });
        expect([...first.documents, ...second.documents]).toEqual(ids.map((Id) => JSON.stringify({ Id })));
        expect(second.next).toBeUndefined();
      }
    }
  } finally {
    await store.close();
    rmSync(folder, { recursive: true });
  }
});
