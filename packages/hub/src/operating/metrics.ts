import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Refusal } from '../operations/import/report.js';
import type { ImportMeter } from '../operations/operation.js';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What the hub measures of itself, in a registry of its own: two hubs can run in one process. */
export interface Metrics extends ImportMeter {
  /** The exposition text of Prometheus. */
  text(): Promise<{ contentType: string; body: string }>;
  called(operation: string, code: string, seconds: number): void;
  stored(method: string, seconds: number): void;
  expired(findings: number): void;
  delivered(result: 'delivered' | 'failed' | 'dead', events: number): void;
  close(): void;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const calls = new Counter({
    name: 'docket_calls_total',
    help: 'Calls of the wire API by operation and answer (OK or the error code)',
    labelNames: ['operation', 'code'],
    registers,
  });
  const latencies = new Histogram({
    name: 'docket_call_seconds',
    help: 'Time from the head of a request to its answer',
    labelNames: ['operation'],
    buckets: SECONDS,
    registers,
  });
  const findings = new Counter({
    name: 'docket_findings_total',
    help: 'Findings that imports created, updated or ignored as not newer',
    labelNames: ['result'],
    registers,
  });
  const refused = new Counter({
    name: 'docket_findings_refused_total',
    help: 'Findings that imports refused, by the kind of the first violation, or by the exception that refused their batch',
    labelNames: ['reason'],
    registers,
  });
  const expired = new Counter({
    name: 'docket_findings_expired_total',
    help: 'Findings that were deleted by retention',
    registers,
  });
  const deliveries = new Counter({
    name: 'docket_deliveries_total',
    help: 'Attempts to deliver events by result: delivered, failed and to be tried again, dead',
    labelNames: ['result'],
    registers,
  });
  const store = new Histogram({
    name: 'docket_store_seconds',
    help: 'Time of a call to the store, waiting included',
    labelNames: ['method'],
    buckets: SECONDS,
    registers,
  });
  new Gauge({
    name: 'docket_start_time_seconds',
    help: 'When this hub started, in Unix time',
    registers,
  }).set(Date.now() / 1000);

  return {
    async text() {
      return { contentType: registry.contentType, body: await registry.metrics() };
    },
    called(operation, code, seconds) {
      calls.inc({ operation, code });
      latencies.observe({ operation }, seconds);
    },
    stored: (method, seconds) => store.observe({ method }, seconds),
    expired: (count) => expired.inc(count),
    delivered: (result, count) => deliveries.inc({ result }, count),
    imported({ products }) {
      for (const { created, updated, ignored, refused: refusals } of products) {
        if (created > 0) findings.inc({ result: 'created' }, created);
        if (updated > 0) findings.inc({ result: 'updated' }, updated);
        if (ignored > 0) findings.inc({ result: 'ignored' }, ignored);
        for (const refusal of refusals) refused.inc({ reason: reasonOf(refusal) });
      }
    },
    close: () => registry.clear(),
  };
}

/** The exception for a whole batch, the kind of the first violation for a finding alone. */
const reasonOf = ({ code, violations }: Refusal): string =>
  code === 'InvalidInput' ? (violations[0]?.keyword ?? 'size') : code;
