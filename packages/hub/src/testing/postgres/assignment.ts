import type { ServerUser } from './binaries.js';

/** The environment variable with the supervisor's assignment in JSON. */
export const ASSIGNMENT_VARIABLE = 'DOCKET_TEST_SUPERVISOR';

/** What a supervisor is to run. */
export interface Assignment {
  folder: string;
  programs: string;
  user?: ServerUser;
  superuser: string;
  password: string;
  /** Further `name=value` settings of the server. */
  settings: readonly string[];
}

/** What it is told, once the server runs. */
export type Command = 'start' | 'stop' | 'crash';
/** What it answers: to nothing at first, and then to each command. */
export type Reply = { port: number } | { error: string };
