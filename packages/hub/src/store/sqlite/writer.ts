/**
 * The one thread that writes findings. Commits that arrive while it works wait in its port and then go into one
 * transaction together: one wait for the disk serves them all. When nothing arrives, it indexes words.
 */
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { ExpireQuery } from '../findings.js';
import { connect } from './connection.js';
import type { PackedEvent } from './deliveries.js';
import { prepareExpire, type RowKey } from './expire.js';
import type { PackedWrite } from './messages.js';
import type { Answer, Call } from './rpc.js';
import { prepareStatements } from './statement.js';
import { prepareIndexing } from './words.js';
import type { PackedStatement } from './worker-dialect.js';
import { prepareWrites } from './write.js';

if (parentPort === null) throw new Error('the writer runs in a worker thread');
const port = parentPort;
const db = connect(workerData);
const writes = prepareWrites(db);
const expire = prepareExpire(db);
const statement = prepareStatements(db);
const index = prepareIndexing(db);
const begin = db.prepare('BEGIN IMMEDIATE');
const commit = db.prepare('COMMIT');
const rollback = db.prepare('ROLLBACK');

type Batch = [writes: readonly PackedWrite[], deliveries: readonly PackedEvent[]];

/** So that one transaction stays short for those who wait. */
const MAX_GROUP = 16;

port.on('message', (first: Call) => {
  const group = [first];
  while (group.length < MAX_GROUP) {
    const received = receiveMessageOnPort(port);
    if (received === undefined) break;
    group.push(received.message);
  }
  const answers = [
    ...runGroup(group.filter(([, method]) => method === 'commit')),
    ...group.filter(([, method]) => method === 'expire').map(runExpire),
    ...group.filter(([, method]) => method === 'statement').map(runStatement),
  ];
  const closing = group.filter(([, method]) => method === 'close');
  clearTimeout(indexing);
  if (closing.length > 0) db.close();
  else indexing = setTimeout(indexWords, IDLE_MS);
  port.postMessage([...answers, ...closing.map(([number]): Answer => [number, undefined])]);
});

function runGroup(group: readonly Call[]): Answer[] {
  if (group.length === 0) return [];
  try {
    begin.run();
    const answers = group.map(([number, , batch]): Answer => [number, writes.commit(...(batch as Batch))]);
    commit.run();
    return answers;
  } catch (error) {
    if (db.inTransaction) rollback.run();
    writes.forget();
    const reason = error instanceof Error ? error.message : String(error);
    // One batch that the engine refuses must not take the others of its group with it.
    if (group.length > 1) return group.flatMap((call) => runGroup([call]));
    return group.map(([number]): Answer => [number, undefined, reason]);
  }
}

function runExpire([number, , request]: Call): Answer {
  try {
    return [number, expire(request as [ExpireQuery, readonly RowKey[]])];
  } catch (error) {
    return [number, undefined, error instanceof Error ? error.message : String(error)];
  } finally {
    // What went may be what the writes remember.
    writes.forget();
  }
}

function runStatement([number, , packed]: Call): Answer {
  try {
    return [number, statement(packed as PackedStatement)];
  } catch (error) {
    return [number, undefined, error instanceof Error ? error.message : String(error)];
  }
}

/** How long nothing must arrive before words are indexed, and how many findings at once: some 10 ms of work. */
const IDLE_MS = 100;
const INDEXED_AT_ONCE = 100;
let indexing: NodeJS.Timeout | undefined = setTimeout(indexWords, IDLE_MS);

/** Takes as long a rest as it worked, so that readers and others on the machine hardly notice. */
function indexWords(): void {
  const start = performance.now();
  try {
    if (index(INDEXED_AT_ONCE) === 0) return;
  } catch {
    // A full disk for one: the words wait, and keywords are looked for in the documents.
    return;
  }
  indexing = setTimeout(indexWords, performance.now() - start);
}
