import { Client } from '../../support/client.js';
import { NoAnswer } from '../../support/connection.js';
import { makeFinding } from '../../support/findings.js';

const STATUSES = ['NOTIFIED', 'SUPPRESSED', 'RESOLVED'];
const LABELS = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'];

/**
 * What a client knows of one of its findings. `acknowledged` is the last write that was answered, `sent` the last that
 * was sent: after a crash the store must hold one of acknowledged … sent, and hold it whole. 0: none yet.
 *
 * @typedef {object} Known
 * @property {number} index
 * @property {{acknowledged: number, sent: number}} version by BatchImportFindings
 * @property {{acknowledged: number, sent: number}} decision by BatchUpdateFindings
 */

/**
 * A client with findings of its own: it imports new ones, updates earlier ones and decides on them, one request at a
 * time, and keeps account of what was acknowledged.
 */
export class Writer {
  /** @type {Map<string, Known>} by finding Id */
  known = new Map();
  /** @type {string[]} */
  #ids = [];
  #next;
  #random;
  #source;
  #stride;
  #most;
  /** Answers that were neither a success nor the end of the connection. @type {string[]} */
  failures = [];
  /** Whether a hub may say that it cannot work at the moment: then the outcome is unknown, as without an answer. */
  patient = false;
  /** How often one said so. */
  refusals = 0;
  requests = 0;

  /**
   * @param {import('../../support/findings.js').Source} source
   * @param {import('../../support/random.js').Random} random
   * @param {number} number of this client
   * @param {number} clients
   * @param {number} [most] findings, more or less, that it makes; after that it only changes them
   */
  constructor(source, random, number, clients, most = Number.POSITIVE_INFINITY) {
    this.#source = source;
    this.#random = random;
    this.#next = number;
    this.#stride = clients;
    this.#most = most;
  }

  /**
   * Writes until the hub no longer answers.
   *
   * @param {import('../../support/hub.js').Hub} hub
   */
  async run(hub) {
    const client = new Client(hub);
    try {
      for (;;) await this.step(client, hub.productArn);
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
    } finally {
      client.close();
    }
  }

  /**
   * One request.
   *
   * @param {Client} client
   * @param {string} productArn
   */
  async step(client, productArn) {
    const decides = this.#ids.length > 0 && this.#random.chance(0.3);
    return decides ? this.decide(client, productArn) : this.import(client);
  }

  /**
   * Imports new findings, or new versions of some. It may go on beside decisions on the same findings.
   *
   * @param {Client} client
   */
  async import(client) {
    this.requests += 1;
    const fresh = this.#ids.length === 0 || this.#random.chance(0.3);
    await this.#import(client, fresh && this.#ids.length < this.#most ? this.#fresh() : this.#some());
  }

  /**
   * Decides on some of its findings.
   *
   * @param {Client} client
   * @param {string} productArn
   */
  async decide(client, productArn) {
    this.requests += 1;
    await this.#decide(client, this.#some(), productArn);
  }

  #fresh() {
    return Array.from({ length: this.#random.integer(1, 30) }, () => {
      const index = this.#next;
      this.#next += this.#stride;
      const known = { index, version: { acknowledged: 0, sent: 0 }, decision: { acknowledged: 0, sent: 0 } };
      const { Id } = makeFinding(this.#source, index);
      this.known.set(Id, known);
      this.#ids.push(Id);
      return known;
    });
  }

  /** Up to 30 of its findings, each once. */
  #some() {
    const ids = new Set(
      Array.from({ length: this.#random.integer(1, 30) }, () => this.#random.pick(this.#ids)),
    );
    return [...ids].flatMap((id) => this.known.get(id) ?? []);
  }

  /**
   * @param {Client} client
   * @param {Known[]} chosen
   */
  async #import(client, chosen) {
    const findings = chosen.map((known) => {
      known.version.sent += 1;
      return makeFinding(this.#source, known.index, known.version.sent);
    });
    const answer = await client.importFindings(findings);
    if (answer.status !== 200 || answer.json.SuccessCount !== findings.length) return this.#failed(answer);
    for (const known of chosen) known.version.acknowledged = known.version.sent;
  }

  /**
   * One decision for all the chosen, so it is numbered above each one's last.
   *
   * @param {Client} client
   * @param {Known[]} chosen
   * @param {string} productArn
   */
  async #decide(client, chosen, productArn) {
    const number = Math.max(...chosen.map(({ decision }) => decision.sent)) + 1;
    const before = chosen.map((known) => ({
      known,
      earlier: { ...known.decision },
      isThere: known.version.acknowledged > 0,
    }));
    for (const { decision } of chosen) decision.sent = number;
    const answer = await client.call('PATCH', '/findings/batchupdate', {
      FindingIdentifiers: chosen.map(({ index }) => ({
        Id: makeFinding(this.#source, index).Id,
        ProductArn: productArn,
      })),
      ...decisionNumber(number),
    });
    if (answer.status !== 200) return this.#failed(answer);
    const processed = new Set(identifiers(answer.json.ProcessedFindings));
    for (const { known, earlier, isThere } of before) {
      const { Id } = makeFinding(this.#source, known.index);
      if (processed.has(Id)) known.decision.acknowledged = number;
      else if (isThere) this.#failed(answer);
      else known.decision = earlier;
    }
  }

  /** @param {import('../../support/client.js').JsonAnswer} answer */
  #failed(answer) {
    if (this.patient && answer.status === 503 && answer.json.Code === 'ServiceUnavailableException') {
      this.refusals += 1;
      return;
    }
    if (this.failures.length < 20)
      this.failures.push(`${answer.status} ${answer.body.toString().slice(0, 500)}`);
  }
}

/**
 * A customer's decision; every attribute tells its number.
 *
 * @param {number} number
 */
export function decisionNumber(number) {
  return {
    Note: { Text: `decision ${number}`, UpdatedBy: `analyst-${number}` },
    UserDefinedFields: { decision: String(number), ticket: `SEC-${number}` },
    Workflow: { Status: STATUSES[number % STATUSES.length] },
    Severity: { Label: LABELS[number % LABELS.length] },
    Confidence: number % 101,
  };
}

/** @param {unknown} list */
function identifiers(list) {
  return Array.isArray(list) ? list.map(({ Id }) => Id) : [];
}
