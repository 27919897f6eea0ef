/**
 * `node bench/plans.js postgres://…`: how PostgreSQL answers each everyday filter in each order, as Markdown on stdout. The
 * database is one that a hub has filled; the findings of its largest account say what the filters ask for. Exits with 1 if a
 * table of findings was read from end to end.
 */
import { parseFilters } from '../packages/hub/dist/findings/filter/parse.js';
import { connectDatabase } from '../packages/hub/dist/store/postgres/connect.js';
import { findFindings } from '../packages/hub/dist/store/postgres/find.js';
import { itemAt, Random } from '../test/support/random.js';
import { EVERYDAY, SORTS } from './reads/filters.js';
import { ATTRIBUTES, byFrequency } from './reads/survey.js';

const SAMPLE = 800;

/**
 * @typedef {import('../packages/hub/dist/store/postgres/database.js').Database} Database
 * @typedef {import('../packages/hub/dist/store/postgres/session.js').Session} Session
 * @typedef {{account: string, region: string, findings: number}} Scope
 *
 * @typedef {object} Plan
 * @property {string} filter
 * @property {string} sort
 * @property {string[]} statements the plan of each statement about findings, in the order in which they ran
 */

/**
 * The plans of every everyday filter in every order, each with what the server did to run it.
 *
 * @param {Database} database
 * @returns {Promise<{scope: Scope, plans: Plan[]}>}
 */
export async function everydayPlans(database) {
  const scope = await largestScope(database);
  const survey = await surveyOf(database, scope);
  /** @type {Plan[]} */
  const plans = [];
  for (const { name, filters, maxResults = 100 } of EVERYDAY) {
    // Its type says that it is asked of a survey of the bench's own findings; these are others with the same questions.
    const filter = parseFilters(filters(/** @type {any} */ (survey)), new Date());
    for (const [sort, criteria = []] of SORTS) {
      const order = /** @type {{Field: any, SortOrder: any}[]} */ (criteria).map(({ Field, SortOrder }) => ({
        attribute: Field,
        order: SortOrder,
      }));
      /** @type {string[]} */
      const statements = [];
      await findFindings(explaining(database, statements), {
        ...scope,
        filter,
        sort: order,
        limit: maxResults,
      });
      plans.push({ filter: name, sort, statements });
    }
  }
  return { scope, plans };
}

/** Plans that read a whole table of findings. @param {Plan[]} plans */
export const readingAll = (plans) =>
  plans.filter(({ statements }) =>
    statements.some((plan) => /Seq Scan on (findings|facets|documents|resources|history)/.test(plan)),
  );

/**
 * The same database, but before each statement about findings its plan is noted.
 *
 * @param {Database} database
 * @param {string[]} plans
 */
function explaining(database, plans) {
  /** @param {Session} session */
  const wrapped = (session) => ({
    query: session.query.bind(session),
    rows: async (/** @type {any} */ statement, /** @type {boolean} */ reads) => {
      const text = `EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, SUMMARY OFF, COSTS OFF) ${statement.text}`;
      const { rows } = await session.rows({ text, values: statement.values });
      plans.push(rows.flat().join('\n'));
      return session.rows(statement, reads);
    },
  });
  return /** @type {Database} */ (
    /** @type {unknown} */ ({
      transaction: (/** @type {any} */ work, /** @type {any} */ settings) =>
        database.transaction((session) => work(wrapped(session)), settings),
    })
  );
}

/** @param {Database} database @returns {Promise<Scope>} */
async function largestScope(database) {
  const text = `SELECT account, region, count(*)::int AS findings FROM findings
    GROUP BY account, region ORDER BY findings DESC LIMIT 1`;
  const { rows } = await database.use((session) => session.query({ text }));
  if (rows[0] === undefined) throw new Error('there are no findings in this database');
  return /** @type {Scope} */ (rows[0]);
}

/**
 * What filters ask of a survey, from the findings of a database.
 *
 * @param {Database} database
 * @param {Scope} scope
 */
async function surveyOf(database, { account, region }) {
  const text = `SELECT d.body FROM findings f JOIN documents d ON d.account = f.account AND d.key = f.key
    WHERE f.account = $1 AND f.region = $2 ORDER BY f.key LIMIT ${SAMPLE}`;
  const { rows } = await database.use((session) => session.rows({ text, values: [account, region] }));
  const sample = rows.map(([body]) => JSON.parse(String(body)));
  const random = new Random(1);
  const values = new Map(Object.entries(ATTRIBUTES).map(([name, read]) => [name, byFrequency(sample, read)]));
  /** @param {string} name */
  const valuesOf = (name) => values.get(name) ?? [];
  return {
    account,
    finding: () => random.pick(sample),
    common: (/** @type {string} */ name) => itemAt(valuesOf(name), 0),
    rare: (/** @type {string} */ name) => itemAt(valuesOf(name), valuesOf(name).length - 1),
  };
}

/** @param {{scope: Scope, plans: Plan[]}} result @param {string} server */
function markdown({ scope, plans }, server) {
  const lines = [
    '# How PostgreSQL answers the everyday filters',
    '',
    `Written by \`node bench/plans.js postgres://…\` on ${server}, with ${scope.findings} findings in the account that asks.`,
    'Each plan shows what was read; a first statement with counts alone is the look at what indexes name (`store/postgres/plan.ts`).',
  ];
  for (const { filter, sort, statements } of plans) {
    lines.push('', `## ${filter}; sorted by ${sort}`);
    for (const plan of statements) lines.push('', '```', plan, '```');
  }
  return `${lines.join('\n')}\n`;
}

const [url] = process.argv.slice(2);
if (process.argv[1] === import.meta.filename && url !== undefined) {
  const database = await connectDatabase(url);
  try {
    const { rows } = await database.use((session) => session.query({ text: 'SHOW server_version' }));
    const result = await everydayPlans(database);
    process.stdout.write(markdown(result, `PostgreSQL ${Object(rows[0]).server_version}`));
    const wrong = readingAll(result.plans);
    for (const { filter, sort } of wrong) console.error(`reads a whole table: ${filter}; sorted by ${sort}`);
    if (wrong.length > 0) process.exitCode = 1;
  } finally {
    await database.close();
  }
}
