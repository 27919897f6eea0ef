/**
 * `node bench/plans.js postgres://…`: how PostgreSQL answers each everyday filter in each order, on stdout. The database is
 * one that a hub has filled; the findings of its largest account say what the filters ask for. Exits with 1 if a table of
 * findings was read from end to end. `npm run bench -- --engine postgres --only plans` does the same with its own store.
 */
import { parseFilters } from '../packages/hub/dist/findings/filter/parse.js';
import { connectDatabase } from '../packages/hub/dist/store/postgres/connect.js';
import { findFindings } from '../packages/hub/dist/store/postgres/find.js';
import { itemAt, Random } from '../test/support/random.js';
import { print } from './figures.js';
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
async function everydayPlans(database) {
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
const readingAll = (plans) =>
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
      plans.push(concise(rows.flat().map(String)));
      return session.rows(statement, reads);
    },
  });
  return /** @type {Database} */ (
    /** @type {unknown} */ ({
      transaction: (/** @type {any} */ work, /** @type {any} */ ...settings) =>
        database.transaction((session) => work(wrapped(session)), ...settings),
    })
  );
}

const PAGES = /^\s*Buffers:/;
/** What says nothing of where rows come from. */
const DETAILS = /^\s*(Sort Method|Heap Blocks|Planning|Recheck Cond|Worker|I\/O Timings|Memory|Batches)/;

/**
 * The lines that say what was read, with the pages of the whole, and lists of values cut short.
 *
 * @param {string[]} lines
 */
function concise(lines) {
  const planning = lines.indexOf('Planning:');
  const plan = planning < 0 ? lines : lines.slice(0, planning);
  // The first counts the pages of all below it.
  const pages = plan.find((line) => PAGES.test(line));
  const kept = plan.filter((line) => !DETAILS.test(line) && !PAGES.test(line));
  return [...kept, ...(pages === undefined ? [] : [pages.trim()])]
    .map((line) =>
      line.replace(/\(actual rows=(\d+) loops=(\d+)\)/, '($1 rows, $2 times)').replace(', 1 times', ''),
    )
    .map((line) => line.replace(/'\{([^}]{40})[^}]*\}'/g, "'{$1…}'"))
    .join('\n');
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

/**
 * As a text; a plan that was there before in the same words, or of the same filter, is not repeated.
 *
 * @param {{scope: Scope, plans: Plan[]}} result
 * @param {string} server
 */
function describe({ scope, plans }, server) {
  const lines = [
    'How PostgreSQL answers the everyday filters',
    '===========================================',
    '',
    `Written by \`node bench/plans.js postgres://…\` on ${server}; the account that asks has ${scope.findings} findings.`,
    'Of each filter in each order, the statements that ran, one after the other: the look at how few findings an index',
    'names for it (counts alone), the walk along the index of the order, and if need be both once more for all that may pass.',
    'A statement that finds a page (`p`) also reads its documents, in a way that is shown once; Buffers counts the pages of both.',
  ];
  const documents = plans
    .flatMap(({ statements }) => statements)
    .flatMap((plan) => partsOf(plan).documents)[0];
  if (documents !== undefined) lines.push('', 'documents of a page', '-------------------', '', documents);
  let before = '';
  /** @type {Set<string>} */
  let shown = new Set();
  for (const { filter, sort, statements } of plans) {
    if (filter !== before) {
      shown = new Set();
      lines.push('', '', filter, '-'.repeat(filter.length));
    }
    before = filter;
    lines.push('', `sorted by ${sort}:`);
    for (const plan of statements.map((one) => partsOf(one).page)) {
      lines.push('', shown.has(shapeOf(plan)) ? '(as above)' : plan);
      shown.add(shapeOf(plan));
    }
  }
  return `${lines.join('\n')}\n`;
}

/**
 * How a statement finds a page, and how it reads the documents of one, of which the plan's first level consists.
 *
 * @param {string} plan
 */
function partsOf(plan) {
  const lines = plan.split('\n');
  const [start, end] = [
    lines.indexOf('  CTE p'),
    lines.findIndex((line) => line.startsWith('  ->  CTE Scan on p ')),
  ];
  if (start < 0) return { page: plan, documents: [] };
  /** @param {string[]} some @param {number} by */
  const outdented = (some, by) => some.map((line) => line.slice(by));
  const pages = lines.at(-1) ?? '';
  const [first = '', ...below] = outdented(lines.slice(start + 1, end), '    ->  '.length);
  return {
    page: [first.trim(), ...below, pages].join('\n'),
    documents: [outdented(lines.slice(end + 1, -1), '  ->  '.length).join('\n')],
  };
}

/** Without its numbers. @param {string} plan */
const shapeOf = (plan) => plan.replace(/\d+/g, '');

/** @param {Database} database */
async function serverOf(database) {
  const { rows } = await database.use((session) => session.query({ text: 'SHOW server_version' }));
  return `PostgreSQL ${Object(rows[0]).server_version}`;
}

/**
 * Prints whether any everyday filter, in any order, reads a whole table of findings.
 *
 * @param {string} url
 * @param {number} stored
 * @returns {Promise<boolean>} whether none does
 */
export async function measurePlans(url, stored) {
  const database = await connectDatabase(url);
  try {
    const { plans } = await everydayPlans(database);
    const wrong = readingAll(plans).map(({ filter, sort }) => `${filter}; sorted by ${sort}`);
    const statements = plans.reduce((sum, plan) => sum + plan.statements.length, 0);
    print({ figure: 'plans', stored, queries: plans.length, statements, readingAll: wrong.length });
    if (wrong.length > 0)
      print({ figure: 'plans', error: `a table of findings is read from end to end: ${wrong[0]}` });
    return wrong.length === 0;
  } finally {
    await database.close();
  }
}

const [url] = process.argv.slice(2);
if (process.argv[1] === import.meta.filename && url !== undefined) {
  const database = await connectDatabase(url);
  try {
    const result = await everydayPlans(database);
    process.stdout.write(describe(result, await serverOf(database)));
    const wrong = readingAll(result.plans);
    for (const { filter, sort } of wrong) console.error(`reads a whole table: ${filter}; sorted by ${sort}`);
    if (wrong.length > 0) process.exitCode = 1;
  } finally {
    await database.close();
  }
}
