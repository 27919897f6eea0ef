import { encodeRfc3986, serialize } from '../../support/signer.js';
import { targetOf } from '../../support/templates.js';
import { CONTENT_ENCODINGS, DEEP_BODIES, GZIP_BODIES, OVERSIZE_BODIES } from './bodies.js';
import { BROKEN_FRAMING } from './framing.js';
import { HOSTILE_KEYS } from './hostile.js';
import { breakText, mutate } from './mutate.js';
import { BROKEN_SIGNATURES } from './signatures.js';
import { validRequest } from './world.js';

/**
 * @typedef {object} Case one hostile request
 * @property {string} name
 * @property {Buffer} bytes
 * @property {boolean} [head] a HEAD request
 * @property {'answer' | 'maybe'} expect `answer`: well-formed HTTP, which must be answered in full; `maybe`: an answer
 *   or the end of the connection
 * @property {boolean} [refused] must not succeed
 * @property {string} [imported] the JSON text of an import that may succeed
 *
 * @typedef {(random: import('../../support/random.js').Random, world: import('./world.js').World) => Promise<Case>} Maker
 */

const JSON_TYPE = { 'content-type': 'application/json' };

/** @type {Maker} */
async function mutated(random, world) {
  const template = validRequest(random, world);
  const text = mutate(random, template.body ?? {}, random.integer(1, 4));
  const bytes = await world.signer.bytes({ ...template, headers: JSON_TYPE, body: text });
  const imported = template.operation === 'BatchImportFindings' ? { imported: text } : {};
  return { name: `mutated ${template.operation}`, bytes, expect: 'answer', ...imported };
}

/** @type {Maker} */
async function brokenText(random, world) {
  const template = validRequest(random, world);
  const body = breakText(random, JSON.stringify(template.body ?? {}));
  const bytes = await world.signer.bytes({ ...template, headers: JSON_TYPE, body });
  const imported = template.operation === 'BatchImportFindings' ? { imported: body.toString() } : {};
  return { name: `broken text for ${template.operation}`, bytes, expect: 'answer', ...imported };
}

/** @type {Maker} */
async function brokenSignature(random, world) {
  const [name, make] = random.pick(Object.entries(BROKEN_SIGNATURES));
  const template = validRequest(random, world);
  const body = template.body === undefined ? {} : { body: JSON.stringify(template.body), headers: JSON_TYPE };
  const { method, path, query } = template;
  const bytes = await make({ random, world, request: { method, path, query, ...body } });
  return { name: `signature: ${name}`, bytes, expect: 'answer', refused: true };
}

/** @type {Maker} */
async function deep(random, world) {
  const { method, path } = random.pick(
    world.routes.filter((route) => route.method !== 'GET' && route.method !== 'DELETE'),
  );
  const target = random.chance(0.5) ? { method: 'POST', path: '/findings/import' } : { method, path };
  const bytes = await world.signer.bytes({ ...target, headers: JSON_TYPE, body: random.pick(DEEP_BODIES)() });
  // Elsewhere it may sit in a member that the operation does not know and need not look at.
  return { name: 'deep nesting', bytes, expect: 'answer', refused: target.path === '/findings/import' };
}

/** @type {Maker} */
async function oversize(random, world) {
  const body = random.pick(OVERSIZE_BODIES)();
  const bytes = await world.signer.bytes({
    method: 'POST',
    path: '/findings/import',
    headers: JSON_TYPE,
    body,
  });
  return { name: 'oversize', bytes, expect: 'maybe', refused: true };
}

/** @type {Maker} */
async function compressed(random, world) {
  const headers = { ...JSON_TYPE, 'content-encoding': random.pick(CONTENT_ENCODINGS) };
  const body = random.pick(GZIP_BODIES)();
  const bytes = await world.signer.bytes({ method: 'POST', path: '/findings/import', headers, body });
  return { name: `content-encoding ${headers['content-encoding']}`, bytes, expect: 'answer', refused: true };
}

/** @type {Maker} */
async function framing(random, world) {
  const [name, make] = random.pick(Object.entries(BROKEN_FRAMING));
  const made = make(random, new URL(world.hub.url).host);
  const bytes = typeof made === 'string' ? Buffer.from(made, 'latin1') : made;
  return { name: `framing: ${name}`, bytes, expect: 'maybe', refused: true };
}

const CONTENT_TYPES = [
  '',
  'text/plain',
  'text/xml',
  'application/xml',
  'multipart/form-data',
  'multipart/form-data; boundary=x',
  'application/x-www-form-urlencoded',
  'application/x-amz-json-1.1',
  'application/json; charset=utf-16',
  'application/json;',
  'APPLICATION/JSON',
  '*/*',
  'json',
  'a'.repeat(3000),
  'application/__proto__',
];

/** @type {Maker} */
async function oddHeaders(random, world) {
  const template = validRequest(random, world);
  const text = JSON.stringify(template.body ?? {});
  const signed = await world.signer.sign({
    ...template,
    headers: { 'content-type': random.pick(CONTENT_TYPES) },
    body: text,
  });
  /** @type {[string, string][]} */
  const extra = [
    ['content-type', random.pick(CONTENT_TYPES)],
    ['x-amz-content-sha256', 'UNSIGNED-PAYLOAD'],
    ['x-amz-target', 'SecurityHub.DisableSecurityHub'],
    ['x-http-method-override', 'DELETE'],
    ['x-forwarded-for', '127.0.0.1'],
    ['x-forwarded-host', 'example.com'],
    ['accept', 'text/html'],
    ['accept-encoding', 'gzip;q=bad'],
    ['range', 'bytes=0-0'],
    ['if-none-match', '*'],
    ['origin', 'https://example.com'],
    ['cookie', 'a=b; '.repeat(400)],
    ['user-agent', '\u00ff'.repeat(300)],
    ['amz-sdk-invocation-id', '\u00e9'],
    [random.pick(HOSTILE_KEYS.filter((key) => /^\w+$/.test(key))), 'x'],
  ];
  const added = Array.from({ length: random.integer(1, 4) }, () => random.pick(extra));
  const bytes = serialize({ ...signed, headers: [...Object.entries(signed.headers), ...added] });
  const imported = template.operation === 'BatchImportFindings' ? { imported: text } : {};
  return { name: 'odd headers', bytes, expect: 'answer', ...imported };
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE'];

/** @type {Maker} */
async function anyRoute(random, world) {
  const { path } = random.pick(world.routes);
  const method = random.pick(METHODS);
  const query = {
    MaxResults: random.pick(['1', '0', '-1', '101', 'x', '']),
    NextToken: random.pick(['', 'x', '\u0000', '='.repeat(3000)]),
  };
  const body =
    method === 'GET' || method === 'HEAD' || random.chance(0.5) ? {} : { body: '{}', headers: JSON_TYPE };
  const request = { method, path, ...(random.chance(0.3) ? { query } : {}), ...body };
  const destructive = method === 'DELETE' && path.startsWith('/accounts');
  const signer = destructive || random.chance(0.3) ? world.forgerSigner : world.signer;
  const bytes = await signer.bytes(request);
  return {
    name: `${method} on ${path}`,
    bytes,
    expect: 'answer',
    head: method === 'HEAD',
    refused: destructive,
  };
}

const PIECES = [
  '..',
  '.',
  '%2e%2e',
  '%2E',
  '%2f',
  '%5c',
  '%00',
  '%',
  '%zz',
  '%c0%af',
  '%ff',
  '%25',
  '',
  'findings',
  'import',
  'accounts',
  'tags',
  'products',
  'arn%3Aaws%3Asecurityhub%3A%3A%3Ahub%2Fdefault',
  '_docket',
  'admin',
  'health',
  'console',
  'etc',
  'passwd',
  '~',
  ';x=y',
  '@',
  ':',
  '+',
  '*',
  '__proto__',
  'a'.repeat(300),
  '%F0%9F%98%80',
  '\u00e9',
];

/** @type {Maker} */
async function oddPath(random, world) {
  const path = `/${Array.from({ length: random.integer(1, 6) }, () => random.pick(PIECES)).join('/')}`;
  const query = random.chance(0.3)
    ? `?${random.pick(['', '&&', '=', 'a=%zz', 'a=1&a=2', '__proto__=1', 'x'.repeat(4000), '?', '%00'])}`
    : '';
  const method = random.pick(['GET', 'POST', 'PATCH', 'HEAD']);
  const signed = await world.signer.sign({ method, path });
  const bytes = serialize({ ...signed, target: signed.target + query });
  return {
    name: `path ${path.slice(0, 120)}`,
    bytes,
    expect: /[^\x21-\x7e]|_docket/.test(path) ? 'maybe' : 'answer',
    head: method === 'HEAD',
  };
}

/** @type {Maker} */
async function identity(random, world) {
  const body = random.pick([
    '',
    'Action',
    'Action=',
    'Action=GetCallerIdentity',
    'Action=GetCallerIdentity&Version=2011-06-15',
    'Action=AssumeRole&Version=2011-06-15',
    'Action=__proto__&Version=x',
    'Action=%zz',
    'Action=GetCallerIdentity&Action=Other',
    '&&&&',
    '{}',
    `Action=${'x'.repeat(100_000)}`,
    'Action=%3C%2FCode%3E%3Cx%3E&Version=%26',
    '\u0000',
    'Version=1e400',
  ]);
  const type = random.pick([
    'application/x-www-form-urlencoded',
    'application/x-www-form-urlencoded; charset=utf-8',
    'application/json',
    'text/plain',
  ]);
  const signer = random.pick([
    world.stsSigner,
    world.stsSigner,
    world.signer,
    world.forgerSigner,
    world.strangerSigner,
  ]);
  const bytes = await signer.bytes({
    method: random.pick(['POST', 'POST', 'GET', 'PUT']),
    path: '/',
    headers: { 'content-type': type },
    body,
  });
  return { name: `STS ${body.slice(0, 60)}`, bytes, expect: 'answer' };
}

/** @type {Maker} */
async function oddLabels(random, world) {
  const label = encodeRfc3986(
    random.pick([...HOSTILE_KEYS, 'arn:aws:securityhub:::x', '\u0000', '\ufffd', 'arn:'.repeat(200)]),
  );
  const template = random.pick(world.templates.filter(({ path }) => path.includes('arn')));
  const path = template.path.replace(/arn.*$/, () => label);
  const body = template.body === undefined ? {} : { body: JSON.stringify(template.body), headers: JSON_TYPE };
  const bytes = await world.signer.bytes({ method: template.method, path, query: template.query, ...body });
  return { name: `label ${targetOf({ ...template, path }).slice(0, 120)}`, bytes, expect: 'answer' };
}

/** Kinds of case with their weights. @type {readonly (readonly [number, Maker])[]} */
const KINDS = [
  [400, mutated],
  [150, brokenText],
  [150, brokenSignature],
  [60, oddHeaders],
  [60, anyRoute],
  [50, oddPath],
  [40, oddLabels],
  [30, identity],
  [50, framing],
  [6, compressed],
  [3, deep],
  [1, oversize],
];

const TOTAL = KINDS.reduce((sum, [weight]) => sum + weight, 0);

/** @type {Maker} */
export function makeCase(random, world) {
  let draw = random.next() * TOTAL;
  for (const [weight, make] of KINDS) {
    draw -= weight;
    if (draw < 0) return make(random, world);
  }
  return mutated(random, world);
}
