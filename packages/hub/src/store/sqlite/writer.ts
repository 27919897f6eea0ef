/**
 * The one thread that writes findings. Commits that arrive while it works wait in its port and then go into one
 * transaction together: one wait for the disk serves them all.
 */
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { connect } from './connection.js';
import type { PackedWrite } from './messages.js';
import type { Answer, Call } from './rpc.js';
import { prepareWrites } from './write.js';

if (parentPort === null) throw new Error('the writer runs in a worker thread');
const port = parentPort;
const db = connect(workerData);
const write = prepareWrites(db);
const begin = db.prepare('BEGIN IMMEDIATE');
const commit = db.prepare('COMMIT');
const rollback = db.prepare('ROLLBACK');

/** So that one transaction stays short for those who wait. */
const MAX_GROUP = 16;

port.on('message', (first: Call) => {
  const group = [first];
  while (group.length < MAX_GROUP) {
    const received = receiveMessageOnPort(port);
    if (received === undefined) break;
    group.push(received.message);
  }
  const closing = group.filter(([, method]) => method === 'close');
  const answers = runGroup(group.filter(([, method]) => method === 'commit'));
  if (closing.length > 0) db.close();
  port.postMessage([...answers, ...closing.map(([number]): Answer => [number, undefined])]);
});

function runGroup(group: readonly Call[]): Answer[] {
  if (group.length === 0) return [];
  try {
    begin.run();
    const answers = group.map(
      ([number, , writes]): Answer => [number, write(writes as readonly PackedWrite[])],
    );
    commit.run();
    return answers;
  } catch (error) {
    if (db.inTransaction) rollback.run();
    const reason = error instanceof Error ? error.message : String(error);
    // One batch that the engine refuses must not take the others of its group with it.
    if (group.length > 1) return group.flatMap((call) => runGroup([call]));
    return group.map(([number]): Answer => [number, undefined, reason]);
  }
}
