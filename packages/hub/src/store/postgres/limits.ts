/** How long the server may take, and how long we listen to a server that does not say anything any more. */
export interface Limits {
  statementMs: number | undefined;
  prepare: boolean | undefined;
  /** Version of the server; undefined: any that we work with. */
  major?: number;
}

/** For the answer to travel, once the server has given up on a statement. */
export const GRACE_MS = 2_000;
/**
 * Of a hub that died or was cut off inside a transaction: others wait for its rows no longer than this. We never pause
 * inside a transaction ourselves.
 */
const IDLE_IN_TRANSACTION_MS = 10_000;

/** The first version that ends a transaction by its age. */
const ENDS_TRANSACTIONS = 17;

/**
 * The same for a hub that was cut off in the middle of sending what is to be done, which to the server is not idle. Where it
 * cannot tell by the age of the transaction, it asks whether the other side is still there.
 */
function patienceWith({ statementMs, major = 0 }: Limits): string[] {
  if (major < ENDS_TRANSACTIONS) {
    return ['idle = 10', 'interval = 5', 'count = 3'].map((setting) => `SET LOCAL tcp_keepalives_${setting}`);
  }
  // When we have given the answer up.
  return [`SET LOCAL transaction_timeout = ${statementMs === undefined ? 0 : statementMs + GRACE_MS}`];
}

/** Statements that say so to the server, for one transaction. */
export interface Bounds {
  statement: string;
  idle: string;
  /** With a hub that writes and is heard of no more. */
  patience: readonly string[];
}

export const boundsOf = (limits: Limits): Bounds => ({
  statement: `SET LOCAL statement_timeout = ${limits.statementMs ?? 0}`,
  idle: `SET LOCAL idle_in_transaction_session_timeout = ${IDLE_IN_TRANSACTION_MS}`,
  patience: patienceWith(limits),
});
