const STACK =
  /\n\s+at |\bat \S+ \(|node_modules|\.[cm]?[jt]s:\d+|file:\/\/\/|\/packages\/|SQLITE_|SqliteError|\bENOENT\b/;

/**
 * What is wrong with an answer to a hostile request.
 *
 * @param {import('./cases.js').Case} hostile
 * @param {import('../../support/connection.js').Answer} answer
 * @returns {string[]} faults
 */
export function checkAnswer(hostile, answer) {
  const faults = [];
  const text = answer.body.toString();
  const shown = `${answer.status} ${text.slice(0, 300)}`;
  const overloaded = answer.status === 503;
  if (answer.status >= 500 && answer.status !== 501 && !overloaded) faults.push(`a server error: ${shown}`);
  if (STACK.test(text)) faults.push(`the answer tells what is inside: ${text.slice(0, 1000)}`);
  if (hostile.refused === true && answer.status < 300 && !nothingStored(text))
    faults.push(`not refused: ${shown}`);
  if (hostile.expect === 'maybe') return faults;
  if (!answer.headers.has('x-amzn-requestid')) faults.push(`no x-amzn-RequestId: ${shown}`);
  if (hostile.head !== true && !isOfConsole(hostile, answer))
    faults.push(...checkBody(answer, text).map((fault) => `${fault}: ${shown}`));
  return faults;
}

/**
 * Pages of the console, where one is built, are for people.
 *
 * @param {import('./cases.js').Case} hostile
 * @param {import('../../support/connection.js').Answer} answer
 */
const isOfConsole = ({ name }, { headers }) =>
  name.startsWith('path /console') && /^text\/html\b/.test(headers.get('content-type') ?? '');

/** An import that failed for every finding refused what it had to. @param {string} text */
const nothingStored = (text) => /"SuccessCount":0\b/.test(text);

/**
 * @param {import('../../support/connection.js').Answer} answer
 * @param {string} text
 */
function checkBody(answer, text) {
  if (answer.status === 204) return [];
  if (/xml/.test(answer.headers.get('content-type') ?? '')) return checkXml(answer.status, text);
  /** @type {unknown} */
  let body;
  try {
    body = JSON.parse(text);
  } catch {
    return ['the body is not JSON'];
  }
  if (answer.status < 400) return [];
  const { Code, Message } = Object(body);
  const faults = [];
  if (typeof Message !== 'string') faults.push('no Message');
  if (typeof Code !== 'string') faults.push('no Code');
  else if (answer.status === 501 && Code !== 'NotImplemented') faults.push('501 is for NotImplemented');
  return faults;
}

/**
 * @param {number} status
 * @param {string} text
 */
function checkXml(status, text) {
  if (status < 400) return /^\s*<[\s\S]+>\s*$/.test(text) ? [] : ['the body is not XML'];
  return /<Code>[^<]+<\/Code>/.test(text) && /<Message>[^<]*<\/Message>/.test(text)
    ? []
    : ['no Code or Message'];
}
