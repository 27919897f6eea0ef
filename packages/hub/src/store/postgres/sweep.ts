import type { ExpireQuery } from '../findings.js';
import type { Database } from './database.js';
import { expired, limitsOf, type RowKey } from './expire.js';

/** Findings that one statement looks at: those of the largest account are too many for the time that it may take. */
const SLICE = 10_000;

/** Only the primary key has the order of a sweep: whatever statistics say, nothing is to be sorted. */
const BY_KEY = { enable_seqscan: 'off', enable_bitmapscan: 'off', enable_sort: 'off' };

/** Before the first Region and key. */
const START: Place = ['', ''];
type Place = readonly [region: string, key: string];

/** A walk through the findings of all accounts, slice by slice, for those that were last written before a time. */
export class Sweep {
  /** Those that are not done with. Every finding has a check in its account. */
  #accounts: string[] | undefined;
  #place = START;

  constructor(
    private readonly database: Database,
    readonly query: ExpireQuery,
    private readonly slice = SLICE,
  ) {}

  /**
   * Looks at the next slice. If that fails, it is the next one still.
   *
   * @returns those of it whose time has come; undefined when there is no slice left
   */
  async next(): Promise<RowKey[] | undefined> {
    this.#accounts ??= await accountsOf(this.database);
    const [account] = this.#accounts;
    if (account === undefined) return undefined;
    const rows = await this.#read(account);
    const last = rows.at(-1);
    if (last === undefined) this.#accounts.shift();
    this.#place = last === undefined ? START : [last[0], last[1]];
    return rows.flatMap(([region, key, expired]) => (expired ? [{ account, region, key }] : []));
  }

  /** Those of the slice that are due, and its last one. */
  async #read(account: string): Promise<[region: string, key: string, expired: boolean][]> {
    const { rows } = await this.database.transaction(
      (session) =>
        session.rows<[region: string, key: string, expired: boolean]>({
          text: `SELECT region, key, expired FROM (
              SELECT region, key, expired, lead(true) OVER (ORDER BY region, key) IS NULL AS last FROM (
                SELECT region, key, ${expired('$4', '$5')} AS expired FROM findings
                WHERE account = $1 AND (region, key) > ($2, $3) ORDER BY region, key LIMIT $6) slice
            ) walked WHERE expired OR last ORDER BY region, key`,
          values: [account, ...this.#place, ...limitsOf(this.query), this.slice],
        }),
      BY_KEY,
      'snapshot',
    );
    return rows;
  }
}

async function accountsOf(database: Database): Promise<string[]> {
  const text = 'SELECT DISTINCT account FROM checks';
  const { rows } = await database.use((session) => session.rows<[account: string]>({ text }, true));
  return rows.map(([account]) => account).sort();
}
