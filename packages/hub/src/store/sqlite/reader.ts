/** A thread that reads findings, so that a long query never holds up the thread that serves requests. */
import { parentPort, workerData } from 'node:worker_threads';
import { connect } from './connection.js';
import { prepareHistory } from './history.js';
import { prepareReads } from './read.js';
import { serve } from './rpc.js';

if (parentPort === null) throw new Error('a reader runs in a worker thread');
const db = connect(workerData);
serve(parentPort, {
  ...prepareReads(db),
  history: prepareHistory(db),
  /** Writes a consistent copy of the whole database to a new file. */
  copy: (path: string) => {
    db.prepare('VACUUM INTO ?').run(path);
  },
  close: () => {
    db.close();
  },
});
