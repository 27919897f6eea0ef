/** A thread that reads findings, so that a long query never holds up the thread that serves requests. */
import { parentPort, workerData } from 'node:worker_threads';
import { prepareClosed } from './closed.js';
import { connect } from './connection.js';
import { prepareCount } from './count.js';
import { prepareExpired } from './expire.js';
import { registerFunctions } from './filter/functions.js';
import { prepareGroup } from './group.js';
import { prepareHistory } from './history.js';
import { prepareFind } from './query.js';
import { prepareRead } from './read.js';
import { serve } from './rpc.js';
import { prepareStatements } from './statement.js';
import { prepareTally } from './tally.js';
import { limitTime, QUERY_MS } from './time-limit.js';
import { prepareTrend } from './trend.js';
import { prepareValues } from './values.js';

if (parentPort === null) throw new Error('a reader runs in a worker thread');
const db = connect(workerData);
registerFunctions(db);
const inTime = limitTime(db, QUERY_MS);
const runTally = prepareTally(db);
serve(parentPort, {
  read: prepareRead(db),
  find: prepareFind(db, inTime),
  group: prepareGroup(db, inTime),
  count: prepareCount(db, inTime, runTally),
  values: prepareValues(db, inTime, runTally),
  trend: prepareTrend(db, inTime, runTally),
  closed: prepareClosed(db, inTime),
  history: prepareHistory(db),
  expired: prepareExpired(db),
  statement: prepareStatements(db),
  ping: () => {
    db.prepare('SELECT 1').get();
  },
  /** Writes a consistent copy of the whole database to a new file. */
  copy: (path: string) => {
    db.prepare('VACUUM INTO ?').run(path);
  },
  close: () => {
    db.close();
  },
});
