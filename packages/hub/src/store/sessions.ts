/** A session that somebody signed out of. Sessions that run are nowhere: who has one carries it, sealed. */
export interface EndedSession {
  account: string;
  id: string;
  /** ISO 8601 with milliseconds. From then on the session would be over anyway, so that nobody needs to know. */
  until: string;
}

export interface SessionStore {
  /** Writes down that a session is over, and forgets those of the account that are over by themselves by now. */
  endSession(session: EndedSession, now: string): Promise<void>;
  isSessionEnded(account: string, id: string): Promise<boolean>;
}
