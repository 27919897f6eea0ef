/**
 * The floor: what one thread of this machine does with the same batches when it only hashes, parses, stringifies and
 * upserts them, as durably as the hub. A process of its own, asked over IPC: { phases, folder } → { rates }.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { batches } from './batches.js';

/**
 * @param {import('better-sqlite3').Database} database
 * @param {import('./batches.js').Phase} phase
 * @returns {number} findings per second
 */
function measure(database, phase) {
  const bodies = [...batches(phase)].map(({ body }) => body);
  const upsert = database.prepare(
    'INSERT INTO findings (id, body) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body',
  );
  const store = database.transaction((/** @type {{Id: string}[]} */ findings) => {
    for (const finding of findings) upsert.run(finding.Id, Buffer.from(JSON.stringify(finding)));
  });
  let digests = 0;
  const started = performance.now();
  for (const body of bodies) {
    digests += createHash('sha256').update(body).digest('hex').length;
    store(JSON.parse(body.toString()).Findings);
  }
  const seconds = (performance.now() - started) / 1000;
  if (digests !== bodies.length * 64) throw new Error('a batch was not hashed');
  return (phase.to - phase.from) / seconds;
}

process.once('message', (/** @type {{phases: import('./batches.js').Phase[], folder: string}} */ task) => {
  const folder = mkdtempSync(join(task.folder, 'docket-floor-'));
  try {
    const database = new Database(join(folder, 'floor.db'));
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.exec('CREATE TABLE findings (id TEXT PRIMARY KEY, body BLOB NOT NULL)');
    const rates = task.phases.map((phase) => measure(database, phase));
    database.close();
    process.send?.({ rates }, () => process.disconnect());
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
