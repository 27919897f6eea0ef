import { connect } from 'node:net';

/**
 * @typedef {object} Answer
 * @property {number} status
 * @property {Map<string, string>} headers names in lower case
 * @property {Buffer} body
 */

/** The other side closed or reset the connection, or did not answer in time: whether the request was carried out is unknown. */
export class NoAnswer extends Error {
  /** @param {string} reason */
  constructor(reason) {
    super(`no answer: ${reason}`);
    this.name = 'NoAnswer';
  }
}

/**
 * One keep-alive connection with one request in flight, that sends prepared bytes and reads HTTP/1.1 answers.
 * It does as little as possible, so that a measurement measures the hub, and lets faulty bytes through.
 * It connects when it has something to send, again after the other side closed.
 */
export class Connection {
  #host;
  #port;
  #timeout;
  /** @type {import('node:net').Socket | undefined} */
  #socket;
  /** @type {Buffer} */
  #received = Buffer.alloc(0);
  /** @type {{resolve: (answer: Answer) => void, reject: (error: Error) => void, head: boolean, timer: NodeJS.Timeout} | undefined} */
  #waiting;

  /**
   * @param {string} url
   * @param {number} [timeout] milliseconds that an answer may take
   */
  constructor(url, timeout = 60_000) {
    const { hostname, port } = new URL(url);
    this.#host = hostname;
    this.#port = Number(port);
    this.#timeout = timeout;
  }

  /**
   * @param {Buffer} bytes a whole request
   * @param {{head?: boolean, end?: boolean, timeout?: number}} [options] `head`: it is a HEAD request, whose answer has no body;
   *   `end`: say after the bytes that no more will come
   * @returns {Promise<Answer>} rejects with NoAnswer
   */
  send(bytes, options = {}) {
    if (this.#waiting !== undefined) throw new Error('one request at a time');
    const socket = this.#connected();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#fail('timed out'), options.timeout ?? this.#timeout);
      this.#waiting = { resolve, reject, head: options.head ?? false, timer };
      socket.write(bytes);
      if (options.end) socket.end();
    });
  }

  close() {
    this.#fail('closed by this side');
  }

  #connected() {
    if (this.#socket !== undefined && !this.#socket.destroyed && this.#socket.writable) return this.#socket;
    this.#socket?.destroy();
    this.#received = Buffer.alloc(0);
    const socket = connect({ host: this.#host, port: this.#port, noDelay: true });
    socket.on('data', (chunk) => {
      if (socket === this.#socket) this.#read(chunk);
    });
    socket.on('error', (error) => {
      if (socket === this.#socket) this.#fail(error.message);
    });
    socket.on('close', () => {
      if (socket === this.#socket) this.#closed();
    });
    this.#socket = socket;
    return socket;
  }

  /** @param {Buffer} chunk */
  #read(chunk) {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    this.#parse(false);
  }

  #closed() {
    this.#parse(true);
    this.#fail('connection closed');
  }

  /** @param {string} reason */
  #fail(reason) {
    this.#socket?.destroy();
    this.#socket = undefined;
    this.#received = Buffer.alloc(0);
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting === undefined) return;
    clearTimeout(waiting.timer);
    waiting.reject(new NoAnswer(reason));
  }

  /** @param {boolean} ended no more bytes will come */
  #parse(ended) {
    const waiting = this.#waiting;
    if (waiting === undefined) return;
    const parsed = parseAnswer(this.#received, waiting.head, ended);
    if (parsed === undefined) return;
    if (parsed.answer.status < 200) {
      this.#received = this.#received.subarray(parsed.length);
      this.#parse(ended);
      return;
    }
    this.#received = this.#received.subarray(parsed.length);
    this.#waiting = undefined;
    clearTimeout(waiting.timer);
    if (parsed.answer.headers.get('connection')?.toLowerCase() === 'close') {
      this.#socket?.destroy();
      this.#socket = undefined;
    }
    waiting.resolve(parsed.answer);
  }
}

/**
 * @param {Buffer} bytes
 * @param {boolean} head the answer to HEAD
 * @param {boolean} ended
 * @returns {{answer: Answer, length: number} | undefined} undefined while incomplete
 */
function parseAnswer(bytes, head, ended) {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const lines = bytes.toString('latin1', 0, end).split('\r\n');
  const status = Number(lines[0]?.split(' ')[1]);
  /** @type {Map<string, string>} */
  const headers = new Map();
  for (const line of lines.slice(1)) {
    const colon = line.indexOf(':');
    headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
  }
  const start = end + 4;
  if (head || status < 200 || status === 204 || status === 304) {
    return { answer: { status, headers, body: Buffer.alloc(0) }, length: start };
  }
  if (headers.get('transfer-encoding') === 'chunked') {
    const chunked = readChunks(bytes, start);
    if (chunked === undefined) return undefined;
    return { answer: { status, headers, body: chunked.body }, length: chunked.end };
  }
  const length = headers.get('content-length');
  if (length === undefined) {
    return ended
      ? { answer: { status, headers, body: bytes.subarray(start) }, length: bytes.length }
      : undefined;
  }
  const stop = start + Number(length);
  if (bytes.length < stop) return undefined;
  return { answer: { status, headers, body: bytes.subarray(start, stop) }, length: stop };
}

/**
 * @param {Buffer} bytes
 * @param {number} start
 */
function readChunks(bytes, start) {
  const parts = [];
  let at = start;
  for (;;) {
    const line = bytes.indexOf('\r\n', at);
    if (line < 0) return undefined;
    const size = Number.parseInt(bytes.toString('latin1', at, line), 16);
    const next = line + 2 + size + 2;
    if (bytes.length < next) return undefined;
    if (size === 0) return { body: Buffer.concat(parts), end: next };
    parts.push(bytes.subarray(line + 2, line + 2 + size));
    at = next;
  }
}
