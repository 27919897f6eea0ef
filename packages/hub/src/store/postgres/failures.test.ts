import pg from 'pg';
import { expect, test } from 'vitest';
import { connectionFate, isConflict } from './failures.js';

function failure(state: string, message: string): pg.DatabaseError {
  const error = new pg.DatabaseError(message, 0, 'error');
  error.code = state;
  return error;
}

test.each([
  ['57P01', 'terminating connection due to administrator command', 'ended'],
  ['08006', 'connection to the remote node docket@10.0.0.21:5432 failed', 'ended'],
  ['57P03', 'the database system is starting up', 'refused'],
  ['53300', 'sorry, too many clients already', 'refused'],
  // What the coordinator of a cluster says of its connections to the others.
  ['XX000', 'server closed the connection unexpectedly\n\tThis probably means', 'ended'],
  ['XX000', 'FATAL:  terminating connection\nserver closed the connection unexpectedly', 'ended'],
  ['XX000', 'SSL connection has been closed unexpectedly', 'ended'],
  ['XX000', 'could not receive data from server: Connection reset by peer', 'ended'],
  ['XX000', 'failure on connection marked as essential: 10.0.0.21:5432', 'ended'],
  ['XX000', 'could not commit transaction for shard 102008 on at least one active node', 'ended'],
  ['XX000', 'terminating connection due to administrator command', 'ended'],
  ['58030', 'failed to COPY to shard 102008 on 10.0.0.21:5432', 'ended'],
  ['58030', 'could not read block 3 in file "base/5/16408": Input/output error', undefined],
  ['XX000', 'cache lookup failed for relation 16408', undefined],
  ['23505', 'duplicate key value: server closed the connection', undefined],
])('%s %s', (state, message, fate) => {
  expect(connectionFate(failure(state, message))).toBe(fate);
});

test.each([
  ['40P01', 'canceling the transaction since it was involved in a distributed deadlock', true],
  ['XX000', 'deadlock detected', true],
  ['XX000', 'cache lookup failed for relation 16408', false],
])('%s %s: a conflict: %s', (state, message, conflict) => {
  expect(isConflict(failure(state, message))).toBe(conflict);
});

test('only the server says what becomes of a connection', () => {
  expect(connectionFate(new Error('server closed the connection unexpectedly'))).toBeUndefined();
});
