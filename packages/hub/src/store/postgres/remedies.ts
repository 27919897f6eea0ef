import type { DatabaseSettings } from './connection.js';
import { isUnreachable, messageOf, stateOf } from './failures.js';

/** The innermost cause: what the server, the network or TLS said. */
function rootOf(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined ? rootOf(error.cause) : error;
}

type Subject = Pick<DatabaseSettings, 'name' | 'client'>;

/** Of a standby, or of a server that is kept from writing while another one takes over or its disk is full. */
export const onlyReads = (name: string): string => `${name} only reads, as a standby does: name the primary`;

/** By SQLSTATE. */
const BY_STATE: Readonly<Record<string, (subject: Subject, said: string) => string>> = {
  '3D000': ({ name, client }) =>
    `${name} does not exist: create it with CREATE DATABASE "${client.database}" ENCODING 'UTF8' TEMPLATE template0`,
  '28P01': ({ name, client }) =>
    `${name} refused the password of user "${client.user}": correct it in the URL`,
  '28000': ({ name, client }) =>
    `${name} does not let user "${client.user}" in: create the role, or allow it in pg_hba.conf with the TLS it demands`,
  '42501': ({ name, client }, said) => {
    const user = `user "${client.user}"`;
    if (/denied for (table|relation)/.test(said)) {
      return `${user} may not use the tables of ${name}: GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO "${client.user}"`;
    }
    if (/must be owner/.test(said)) {
      return `${user} may not change the tables of ${name}: run docket migrate as the user who owns them`;
    }
    return `${user} may not create tables in ${name}: make it the owner of the database, GRANT CREATE ON SCHEMA public, or run docket migrate as a user who may`;
  },
  '3F000': ({ name, client }) =>
    `${name} has no schema for tables of user "${client.user}": create it, or set search_path with ALTER ROLE`,
  '53300': ({ name }) =>
    `${name} has no connection to spare: raise max_connections, or lower pool_max of the hubs`,
  '25006': ({ name }) => onlyReads(name),
};

/** By the codes of Node's TLS. */
const UNTRUSTED =
  /^(SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_.*|CERT_.*|ERR_TLS_CERT_ALTNAME_INVALID)$/;

/** One line for the operator: what is wrong, and what to do about it. */
export function remedyFor(error: unknown, subject: Subject): string {
  const cause = rootOf(error);
  const said = messageOf(cause);
  // Poolers have a state of their own for it.
  const state = said.includes('password authentication failed') ? '28P01' : stateOf(cause);
  const known = BY_STATE[state ?? ''];
  if (known !== undefined) return `${known(subject, said)} (${said})`;
  const { name } = subject;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (UNTRUSTED.test(code)) {
    return `${name} has a certificate that is not trusted: give its authority as sslrootcert, and name the host as it does (${said})`;
  }
  if (code.startsWith('ERR_OSSL')) {
    return `the TLS files for ${name} cannot be used: sslcert and sslkey must belong together, and the key have no passphrase (${said})`;
  }
  if (said.includes('does not support SSL')) {
    return `${name} does not speak TLS: turn ssl on in the server, or use sslmode=disable on a network that you trust`;
  }
  if (said.includes('establishing an SSL connection')) {
    return `${name} does not answer as PostgreSQL does: is the address right?`;
  }
  if (said.startsWith('SASL') && said.includes('password')) {
    return `${name} wants a password: write postgres://user:password@host/database (${said})`;
  }
  if (isUnreachable(cause)) {
    return `${name} cannot be reached: ${said}. Is it running, and is the address right?`;
  }
  // The server's own words about anything else; ours say all there is to say.
  return stateOf(cause) === undefined ? said : `${name}: ${said}`;
}
