import type { FindingProviderSeverity, Severity, SeverityLabel } from '@docket/asff';
import { copyOf } from './copy.js';

const NORMALIZED: Record<SeverityLabel, number> = {
  INFORMATIONAL: 0,
  LOW: 1,
  MEDIUM: 40,
  HIGH: 70,
  CRITICAL: 90,
};

/** The label of a normalized score of 0 to 100, by the bands of the service's documentation. */
export function labelOf(normalized: number): SeverityLabel {
  if (normalized >= 90) return 'CRITICAL';
  if (normalized >= 70) return 'HIGH';
  if (normalized >= 40) return 'MEDIUM';
  return normalized >= 1 ? 'LOW' : 'INFORMATIONAL';
}

/** Fills in whichever of Label and Normalized is missing. When both are there they stay as sent, even if they disagree. */
export function completeSeverity<T extends Partial<Severity>>(severity: T): T {
  const { Label, Normalized } = severity;
  if (Label !== undefined && Normalized === undefined) {
    return Object.assign(copyOf(severity), { Normalized: NORMALIZED[Label] });
  }
  if (Label === undefined && Normalized !== undefined) {
    return Object.assign(copyOf(severity), { Label: labelOf(Normalized) });
  }
  return severity;
}

/** What FindingProviderFields can hold of a severity: its Label and Original. */
export function providerSeverity(severity: Severity): FindingProviderSeverity {
  const { Label, Original } = completeSeverity(severity);
  if (Label === undefined) return Original === undefined ? {} : { Original };
  return Original === undefined ? { Label } : { Label, Original };
}

/** Of a finding that says nothing of its label anywhere: a severity without any would not pass the format. */
const UNSAID: SeverityLabel = 'INFORMATIONAL';

/**
 * The top-level severity that a new finding takes from FindingProviderFields. Product and Normalized, which
 * FindingProviderFields cannot carry, stay from the top level where that does not say another label: an exported finding
 * then moves to another hub without losing them.
 */
export function severityFromProvider(provider: FindingProviderSeverity, top: Severity | undefined): Severity {
  const whole = top && completeSeverity(top);
  const agrees = provider.Label === undefined || whole?.Label === provider.Label;
  const label = provider.Label ?? whole?.Label ?? UNSAID;
  const own = agrees && top !== undefined ? { ...top, ...provider } : copyOf(provider);
  return completeSeverity(Object.assign(own, { Label: label }));
}
