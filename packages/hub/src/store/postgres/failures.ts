import pg from 'pg';

/**
 * A connection that was lost, or could not be had.
 *
 * `outcome`: `none` if certainly nothing was written, so that the same may be tried again; `unknown` if the statement or
 * the COMMIT was on its way, and only looking tells whether it happened.
 */
export class Interrupted extends Error {
  constructor(
    readonly outcome: 'none' | 'unknown',
    cause: unknown,
  ) {
    super(`the connection to the database was lost: ${messageOf(cause)}`, { cause });
    this.name = 'Interrupted';
  }
}

export const messageOf = (error: unknown): string => {
  // Of several addresses of one host, each fails on its own.
  if (error instanceof AggregateError && error.errors.length > 0) return messageOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
};

/**
 * What a Citus coordinator passes on without its state, as an internal error or as one of input and output: words of a worker
 * to which rows are copied, of libpq about the connection there, and its own of a COMMIT of which it does not know whether it
 * got there.
 */
const BY_WORDS: readonly (readonly [words: RegExp, state: string])[] = [
  [/^deadlock detected/, '40P01'],
  [/server closed|connection has been closed|could not (receive|send) data|no connection to the/, '08006'],
  [
    /terminating connection|failure on connection|failed to COPY to|could not commit transaction for/,
    '08006',
  ],
];
const WITHOUT_STATE = new Set(['XX000', '58030']);

/** The SQLSTATE of an error that the server sent; undefined for all others. */
export function stateOf(error: unknown): string | undefined {
  if (!(error instanceof pg.DatabaseError)) return undefined;
  const { code, message } = error;
  if (code === undefined || !WITHOUT_STATE.has(code)) return code;
  return BY_WORDS.find(([words]) => words.test(message))?.[1] ?? code;
}

/**
 * States with which the server ends a connection: it stops, crashed, or lost patience with us. Class 08, connection
 * exceptions, is what poolers between us and the server say in such a case.
 */
const ENDED = new Set(['57P01', '57P02', '57P05', '25P03', '25P04']);

/**
 * States with which it refuses to work on a connection: it is starting, has no room, or became a standby, whose successor
 * another connection may lead to.
 */
const REFUSED = new Set(['57P03', '53300', '25006']);

/**
 * What the server's error says of the connection that it came on: `ended`, perhaps after the work was done; `refused`,
 * with certainly nothing done; undefined: nothing, the connection can be used on.
 */
export function connectionFate(error: unknown): 'ended' | 'refused' | undefined {
  const state = stateOf(error);
  if (state === undefined) return undefined;
  if (REFUSED.has(state)) return 'refused';
  return ENDED.has(state) || state.startsWith('08') ? 'ended' : undefined;
}

/** Deadlocks, and transactions that cannot be put in an order: the server undid one of them for the others' sake. */
const CONFLICTS = new Set(['40001', '40P01', '55P03']);

/** True if the server undid everything and the same may well succeed when it is tried again. */
export function isConflict(error: unknown): boolean {
  const state = stateOf(error);
  return state !== undefined && CONFLICTS.has(state);
}

/** Class 53: no disk, no memory, no room. It can pass, and nothing was written. */
export const isShortage = (error: unknown): boolean => stateOf(error)?.startsWith('53') ?? false;

/** The statement ran into its time limit, or somebody cancelled it. */
export const isCancelled = (error: unknown): boolean => stateOf(error) === '57014';

/** It does not let us in any more, or has no such database: until somebody has seen to that, asking again is no use. */
export const isShutOut = (error: unknown): boolean => /^(28|3D)/.test(stateOf(error) ?? '');

const NETWORK = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'],
  ...['ENOTFOUND', 'EAI_AGAIN', 'ENOENT'],
]);

/** The server cannot be reached, or went away while we connected; it may be starting. The driver's own words have no code. */
export function isUnreachable(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isUnreachable);
  if (!(error instanceof Error)) return false;
  if ('code' in error) return typeof error.code === 'string' && NETWORK.has(error.code);
  return /^(Connection terminated|timeout)/.test(error.message);
}

/**
 * There is a row with the same key already in a table, or in what Citus keeps of it on one node. Of what a node says to rows that
 * Citus copies there, it passes on the words alone.
 */
export const isDuplicate = (error: unknown, table: string): boolean =>
  error instanceof pg.DatabaseError &&
  (error.code === '23505' || error.routine === 'ReportCopyError') &&
  new RegExp(`\\b${table}_pkey(_\\d+)?\\b`).test(error.constraint ?? error.message);
