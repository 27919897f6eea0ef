import type { AwsSecurityFinding, FindingProviderFields } from '@docket/asff';
import { completeSeverity, providerSeverity, severityFromProvider } from './severity.js';

/** The attributes that provider and customer share: the provider's value lives in FindingProviderFields, too. */
export const SHARED = ['Confidence', 'Criticality', 'RelatedFindings', 'Severity', 'Types'] as const;
export type SharedAttribute = (typeof SHARED)[number];

/** The bit of an attribute in the set that says which shared attributes the customer has set. */
export const customerBit = (attribute: SharedAttribute): number => 1 << SHARED.indexOf(attribute);

type Shared = { [K in SharedAttribute]?: NonNullable<AwsSecurityFinding[K]> };

/** How a value moves between the two places. All but Severity are the same in both. */
interface Move<Top, Provider> {
  toProvider(top: Top): Provider;
  toTop(provider: Provider, top: Top | undefined): Top;
  complete(top: Top): Top;
}

const same = {
  toProvider: <T>(value: T): T => value,
  toTop: <T>(value: T): T => value,
  complete: <T>(value: T): T => value,
};
const severity = { toProvider: providerSeverity, toTop: severityFromProvider, complete: completeSeverity };

/** What is stored already: its top-level shared attributes and which of them the customer has set. */
export interface StoredShared {
  finding: Shared;
  customerSet: number;
}

/**
 * Decides the five shared attributes of an import, one by one, by the three cases of the service's documentation:
 * only FindingProviderFields given, only the top level given, or both. An attribute that the customer has set
 * keeps the customer's value at the top level; FindingProviderFields always follows the provider.
 *
 * @param stored undefined for a new finding
 * @returns the top-level attributes, and FindingProviderFields (undefined if nothing is in it)
 */
export function resolveShared(
  incoming: AwsSecurityFinding,
  stored: StoredShared | undefined,
): { top: Shared; provider: FindingProviderFields | undefined } {
  const top: Shared = {};
  const provider: FindingProviderFields = {};
  const sent: Shared = incoming;
  const given = incoming.FindingProviderFields ?? {};

  function resolve<K extends SharedAttribute>(
    name: K,
    move: Move<NonNullable<Shared[K]>, NonNullable<FindingProviderFields[K]>>,
  ): void {
    const atTop: Shared[K] = sent[name];
    const atProvider = given[name];
    if (atProvider !== undefined) provider[name] = atProvider;
    else if (atTop !== undefined) provider[name] = move.toProvider(atTop);

    const topWins = stored !== undefined && atTop !== undefined;
    const value =
      stored !== undefined && (stored.customerSet & customerBit(name)) !== 0
        ? stored.finding[name]
        : atProvider !== undefined && !topWins
          ? move.toTop(atProvider, atTop)
          : atTop !== undefined
            ? move.complete(atTop)
            : undefined;
    if (value !== undefined) top[name] = value;
  }

  resolve('Confidence', same);
  resolve('Criticality', same);
  resolve('RelatedFindings', same);
  resolve('Severity', severity);
  resolve('Types', same);
  return { top, provider: Object.keys(provider).length > 0 ? provider : undefined };
}
