/**
 * The floor on PostgreSQL: what one connection does with the same batches when they are only hashed, parsed, stringified
 * and upserted, a statement each, as durably as the hub's. A process of its own, asked over IPC: { phases, url } → { rates }.
 */
import { createHash } from 'node:crypto';
import pg from 'pg';
import { batches } from './batches.js';

/**
 * @param {pg.Client} client
 * @param {import('./batches.js').Phase} phase
 * @returns {Promise<number>} findings per second
 */
async function measure(client, phase) {
  const bodies = [...batches(phase)].map(({ body }) => body);
  let digests = 0;
  const started = performance.now();
  for (const body of bodies) {
    digests += createHash('sha256').update(body).digest('hex').length;
    /** @type {{Id: string}[]} */
    const findings = JSON.parse(body.toString()).Findings;
    const rows = findings.map((_, row) => `($${2 * row + 1}, $${2 * row + 2})`);
    await client.query({
      name: `upsert ${rows.length}`,
      text: `INSERT INTO findings (id, body) VALUES ${rows.join(', ')}
        ON CONFLICT (id) DO UPDATE SET body = excluded.body`,
      values: findings.flatMap((finding) => [finding.Id, Buffer.from(JSON.stringify(finding))]),
    });
  }
  const seconds = (performance.now() - started) / 1000;
  if (digests !== bodies.length * 64) throw new Error('a batch was not hashed');
  return (phase.to - phase.from) / seconds;
}

/**
 * Blobs are compressed as the hub's documents are, by lz4: what PostgreSQL does by default takes several times as long.
 *
 * @param {pg.Client} client
 */
async function prepare(client) {
  await client.query('CREATE TABLE findings (id text COLLATE "C" PRIMARY KEY, body bytea NOT NULL)');
  const { rows } = await client.query(
    "SELECT 'lz4' = ANY (enumvals) AS able FROM pg_settings WHERE name = 'default_toast_compression'",
  );
  await client.query(
    rows[0]?.able
      ? 'ALTER TABLE findings ALTER COLUMN body SET COMPRESSION lz4'
      : 'ALTER TABLE findings SET (toast_tuple_target = 8160)',
  );
}

process.once('message', (/** @type {{phases: import('./batches.js').Phase[], url: string}} */ task) => {
  void (async () => {
    const client = new pg.Client({ connectionString: task.url });
    await client.connect();
    await prepare(client);
    const rates = [];
    for (const phase of task.phases) rates.push(await measure(client, phase));
    await client.end();
    process.send?.({ rates }, () => process.disconnect());
  })();
});
