import pg from 'pg';
import { type Parameter, pipeline, type Step } from './messages.js';

/** A statement that gives no rows. One with a `name` may be prepared under it: the same text every time. */
export interface WriteStatement {
  text: string;
  values?: readonly Parameter[];
  name?: string;
}

/** The driver has names of its own. */
const PREFIX = 'pipelined ';

/** What the server has been told on a connection. */
const prepared = new WeakMap<pg.Connection, Set<string>>();

/**
 * Statements that the driver sends as one message, and takes the answers to as those of one query. They are one transaction: if
 * one fails, the error is that of the query, and none of those behind it has been looked at.
 */
export class Pipeline extends pg.Query {
  override submit: (connection: pg.Connection) => void;

  /**
   * @param prepare whether statements may be prepared by their names
   * @param done with the command that the last statement was, as the server names it
   */
  constructor(
    statements: readonly WriteStatement[],
    prepare: boolean,
    done: (error: Error | null, command: unknown) => void,
  ) {
    let unlisten = (): void => undefined;
    let buffer: Buffer | undefined;
    super({ text: '' }, (error: Error | undefined, results: unknown) => {
      unlisten();
      // After a failure, some of it may still have to be sent.
      if (!error && buffer !== undefined) keep(buffer);
      done(error ?? null, lastCommand(results));
    });
    this.submit = (connection) => {
      const known = prepared.get(connection) ?? new Set();
      prepared.set(connection, known);
      const parsed: string[] = [];
      const steps = statements.map(({ name, text, values = [] }): Step => {
        const under = prepare && name !== undefined ? PREFIX + name : '';
        if (under !== '' && (known.has(under) || parsed.includes(under))) {
          return { name: under, text: undefined, values };
        }
        parsed.push(under);
        return { name: under, text, values };
      });
      if (parsed.length > 0) {
        const listen = (): void => {
          const name = parsed.shift();
          if (name !== undefined && name !== '') known.add(name);
        };
        connection.on('parseComplete', listen);
        unlisten = () => connection.off('parseComplete', listen);
      }
      const message = pipeline(steps, (size) => {
        buffer = take(size);
        return buffer;
      });
      connection.stream.write(message);
    };
  }
}

/** The driver gives one result, or a list of them. */
function lastCommand(results: unknown): unknown {
  const last: unknown = Array.isArray(results) ? results.at(-1) : results;
  return typeof last === 'object' && last !== null && 'command' in last ? last.command : undefined;
}

/** Buffers whose messages have been answered. New ones for every commit would keep the collector of garbage busy. */
const spare: Buffer[] = [];
const MAX_SPARE = 4;
const LARGEST_SPARE = 4 * 1024 * 1024;
/** So that a little more fits next time. */
const ROOM = 1.5;

function take(size: number): Buffer {
  const place = spare.findIndex(({ length }) => length >= size);
  return spare.splice(place, place < 0 ? 0 : 1)[0] ?? Buffer.allocUnsafe(Math.ceil(size * ROOM));
}

function keep(buffer: Buffer): void {
  if (spare.length < MAX_SPARE && buffer.length <= LARGEST_SPARE) spare.push(buffer);
}
