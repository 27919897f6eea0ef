import { textArray } from './arrays.js';
import type { WriteStatement } from './pipeline.js';
import { CHECK_COLUMNS, type Row } from './rows.js';
import type { Scope } from './scopes.js';
import type { Session } from './session.js';
import { insertRows } from './statements.js';

const HOUR = 3_600_000;
/** For so long a hub takes it that a check that it has stored is there. */
const TRUSTED_MS = HOUR;
/** A check that nobody has used for so long can go: no hub trusts in it, and no commit takes that long. */
const UNUSED_MS = 24 * HOUR;
const MAX_KNOWN = 50_000;

/** What is to be written, and what is to be called once it is committed. */
interface ChecksToStore {
  statements: readonly WriteStatement[];
  stored(): void;
}

/**
 * What findings have in common. Whether any finding still has a check can only be asked before others commit that have
 * it, so a check says when it was last stored, and goes a day after that at the earliest. That takes no locks.
 */
export class Checks {
  /** When this hub stored them last, on the server that it has been talking to since. */
  readonly #known = new Map<string, number>();
  #epoch = 0;

  /** Stores the checks of a scope's findings that this hub has not stored lately. */
  async store(session: Session, scope: Scope, rows: readonly Row[], now: number): Promise<void> {
    for (const statement of this.missing(session.epoch, scope, rows, now).statements) {
      await session.query(statement);
    }
  }

  /**
   * How to store those checks of a scope's findings that this hub has not stored lately.
   *
   * @param epoch of the session that will do it
   */
  missing(epoch: number, scope: Scope, rows: readonly Row[], now: number): ChecksToStore {
    this.#enter(epoch);
    const missing = new Map<string, Row>();
    for (const row of rows) {
      const since = this.#known.get(nameOf(scope, row.check));
      if (since === undefined || now - since > TRUSTED_MS) missing.set(row.check, row);
    }
    if (missing.size === 0) return { statements: [], stored: () => undefined };
    // In their order, as two hubs may store the same.
    const sorted = [...missing.values()].sort((one, other) => (one.check < other.check ? -1 : 1));
    const statement = insertRows(
      'checks AS c',
      [
        ['account', 'text', scope.account],
        ['region', 'text', scope.region],
        ['used_at', 'bigint', now],
      ],
      CHECK_COLUMNS,
      sorted,
      `ON CONFLICT (account, region, digest) DO UPDATE SET used_at = excluded.used_at
        WHERE c.used_at < excluded.used_at - ${TRUSTED_MS}`,
    );
    const stored = (): void => {
      if (epoch !== this.#epoch) return;
      if (this.#known.size + missing.size > MAX_KNOWN) this.#known.clear();
      for (const check of missing.keys()) this.#known.set(nameOf(scope, check), now);
    };
    return { statements: [statement], stored };
  }

  /** A server that took over may lack what its predecessor had. */
  #enter(epoch: number): void {
    if (epoch <= this.#epoch) return;
    this.#epoch = epoch;
    this.#known.clear();
  }
}

const nameOf = ({ account, region }: Scope, check: string): string => `${account} ${region} ${check}`;

/** Removes those of a scope's checks that no finding has and that nobody has used lately. */
export async function dropChecks(
  session: Session,
  scope: Scope,
  checks: readonly string[],
  now: number,
): Promise<void> {
  await session.query(checkDeletes(scope, checks, now));
}

/** What `dropChecks` does, as a statement. */
export function checkDeletes(
  { account, region }: Scope,
  checks: readonly string[],
  now: number,
): WriteStatement {
  return {
    text: `DELETE FROM checks c
      WHERE c.account = $1 AND c.region = $2 AND c.digest = ANY ($3::text[]) AND c.used_at < $4
        AND NOT EXISTS (
          SELECT FROM findings f WHERE f.account = $1 AND f.region = $2 AND f.check_digest = c.digest)`,
    values: [account, region, textArray([...new Set(checks)]), now - UNUSED_MS],
  };
}
