/** What the ticket of a session says. Times are milliseconds since 1970. */
export interface Ticket {
  id: string;
  /** The key that was signed in with. */
  accessKeyId: string;
  /** Shows whether the key still has the secret that it had then. */
  mark: string;
  started: number;
  /** When the session was last used, more or less. */
  used: number;
  /** Whether it came over TLS first: then it is never to be sent without. */
  isSecure: boolean;
}

/** The ticket in a text that was sealed here; undefined if there is no text, or one of another version. */
export function parseTicket(text: string | undefined): Ticket | undefined {
  if (text === undefined) return undefined;
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null) return undefined;
  const { id, accessKeyId, mark, started, used, isSecure }: Record<string, unknown> = { ...value };
  if (typeof id !== 'string' || typeof accessKeyId !== 'string' || typeof mark !== 'string') return undefined;
  if (typeof started !== 'number' || typeof used !== 'number' || typeof isSecure !== 'boolean')
    return undefined;
  return { id, accessKeyId, mark, started, used, isSecure };
}
