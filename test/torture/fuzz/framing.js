/**
 * Requests that are not well-formed HTTP, or only just. What they are owed is little: no crash, no hang, and no answer
 * that tells what is inside. Each gets a connection of its own.
 *
 * @type {Record<string, (random: import('../../support/random.js').Random, host: string) => string | Buffer>}
 */
export const BROKEN_FRAMING = {
  'no host': () => 'GET /accounts HTTP/1.1\r\n\r\n',
  'two hosts': (_, host) => `GET /accounts HTTP/1.1\r\nHost: ${host}\r\nHost: other\r\n\r\n`,
  'two lengths': (_, host) => post(host, 'Content-Length: 2\r\nContent-Length: 4\r\n', '{}{}'),
  'length and chunks': (_, host) =>
    post(host, 'Content-Length: 2\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\nGET /x HTTP/1.1\r\n\r\n'),
  'negative length': (_, host) => post(host, 'Content-Length: -1\r\n', '{}'),
  'length in words': (_, host) => post(host, 'Content-Length: many\r\n', '{}'),
  'length overflow': (_, host) => post(host, 'Content-Length: 99999999999999999999\r\n', '{}'),
  'huge length, nothing sent': (_, host) => post(host, 'Content-Length: 10737418240\r\n', ''),
  'longer than sent': (random, host) =>
    post(host, `Content-Length: ${random.integer(10, 6_000_000)}\r\n`, '{"Findi'),
  'shorter than sent': (_, host) => post(host, 'Content-Length: 1\r\n', '{"Findings":[]}'),
  'chunk size in words': (_, host) => post(host, CHUNKED, 'zz\r\n{}\r\n0\r\n\r\n'),
  'negative chunk': (_, host) => post(host, CHUNKED, '-2\r\n{}\r\n0\r\n\r\n'),
  'huge chunk': (_, host) => post(host, CHUNKED, 'ffffffffffffffff\r\n{}\r\n0\r\n\r\n'),
  'chunk extension': (_, host) => post(host, CHUNKED, `2;${'x'.repeat(20_000)}=1\r\n{}\r\n0\r\n\r\n`),
  'chunk without end': (_, host) => post(host, CHUNKED, '2\r\n{}'),
  'chunk trailers': (_, host) => post(host, CHUNKED, '2\r\n{}\r\n0\r\nAuthorization: x\r\nX: y\r\n\r\n'),
  'many tiny chunks': (_, host) => post(host, CHUNKED, `${'1\r\n{\r\n'.repeat(3000)}0\r\n\r\n`),
  'unknown transfer encoding': (_, host) =>
    post(host, 'Transfer-Encoding: gzip, chunked\r\n', '2\r\n{}\r\n0\r\n\r\n'),
  'chunked, almost': (_, host) => post(host, 'Transfer-Encoding: xchunked\r\n', '{}'),
  'bare line feeds': (_, host) => `GET /accounts HTTP/1.1\nHost: ${host}\n\n`,
  'folded header': (_, host) =>
    `GET /accounts HTTP/1.1\r\nHost: ${host}\r\nAuthorization: AWS4\r\n -HMAC\r\n\r\n`,
  'space before colon': (_, host) => `GET /accounts HTTP/1.1\r\nHost : ${host}\r\n\r\n`,
  'no colon': (_, host) => `GET /accounts HTTP/1.1\r\nHost: ${host}\r\nnonsense\r\n\r\n`,
  'NUL in header': (_, host) => `GET /accounts HTTP/1.1\r\nHost: ${host}\r\nX: a\0b\r\n\r\n`,
  'huge header': (_, host) => `GET /accounts HTTP/1.1\r\nHost: ${host}\r\nX: ${'a'.repeat(100_000)}\r\n\r\n`,
  'many headers': (_, host) => `GET /accounts HTTP/1.1\r\nHost: ${host}\r\n${'A: b\r\n'.repeat(5000)}\r\n`,
  'huge target': (_, host) => `GET /${'a/'.repeat(50_000)} HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
  'absolute target': (_, host) => `GET http://example.com/accounts HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
  'asterisk target': (_, host) => `OPTIONS * HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
  'no slash': (_, host) => `GET accounts HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
  'raw bytes in target': (_, host) =>
    Buffer.from(`GET /\xff\xfe\x80 HTTP/1.1\r\nHost: ${host}\r\n\r\n`, 'latin1'),
  'space in target': (_, host) => `GET /a b HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
  connect: (_, host) => `CONNECT example.com:443 HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
  upgrade: (_, host) =>
    `GET /accounts HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
  expectation: (_, host) => post(host, 'Content-Length: 2\r\nExpect: 200-maybe\r\n', '{}'),
  'unknown method': (_, host) => `BREW /accounts HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
  'lower-case method': (_, host) => `get /accounts HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
  'old version': () => 'GET /accounts\r\n\r\n',
  'version 1.0': () => 'GET /accounts HTTP/1.0\r\n\r\n',
  'version 9': (_, host) => `GET /accounts HTTP/9.9\r\nHost: ${host}\r\n\r\n`,
  'version 2 preface': () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  'a TLS hello': () => Buffer.from('16030100c8010000c40303', 'hex'),
  'noise only': (random) =>
    Buffer.from(Array.from({ length: random.integer(1, 600) }, () => random.integer(0, 255))),
  'cut in the head': (random, host) => {
    const whole = post(host, 'Content-Length: 2\r\nX-Amz-Date: 20260101T000000Z\r\n', '');
    return whole.slice(0, random.integer(1, whole.length - 1));
  },
  'pipelined, then garbage': (_, host) => `${post(host, 'Content-Length: 2\r\n', '{}').repeat(5)}\0\0\0`,
};

const CHUNKED = 'Transfer-Encoding: chunked\r\n';

/**
 * @param {string} host
 * @param {string} headers
 * @param {string} body
 */
function post(host, headers, body) {
  return `POST /findings/import HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\n${headers}\r\n${body}`;
}
