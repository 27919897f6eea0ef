import type { AwsSecurityFinding, FindingProviderFields } from '@docket/asff';
import { completeSeverity, providerSeverity, severityFromProvider } from './severity.js';

/** The attributes that provider and customer share: the provider's value lives in FindingProviderFields, too. */
export const SHARED = ['Confidence', 'Criticality', 'RelatedFindings', 'Severity', 'Types'] as const;
export type SharedAttribute = (typeof SHARED)[number];

/** The bit of an attribute in the set that says which shared attributes the customer has set. */
export const customerBit = (attribute: SharedAttribute): number => 1 << SHARED.indexOf(attribute);

/** The shared attributes that the customer has set. */
export const customersAttributes = (customerSet: number): readonly SharedAttribute[] =>
  customerSet === 0 ? [] : SHARED.filter((name) => (customerSet & customerBit(name)) !== 0);

/** What becomes of the shared attributes; undefined takes one away. */
type ResolvedShared = { [K in SharedAttribute | 'FindingProviderFields']: AwsSecurityFinding[K] | undefined };

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

/**
 * What an import says of the five shared attributes, one by one, by the three cases of the service's documentation:
 * only FindingProviderFields given, only the top level given, or both. Where the customer has set an attribute, that
 * value stays at the top level whatever comes out here; FindingProviderFields always follows the provider.
 *
 * @param isNew a new finding takes the value of FindingProviderFields for both places, an existing one each its own
 */
export function resolveShared(incoming: AwsSecurityFinding, isNew: boolean): ResolvedShared {
  const top: Shared = {};
  const provider: FindingProviderFields = {};
  const sent: Shared = incoming;
  const given = incoming.FindingProviderFields ?? {};

  function resolve<K extends SharedAttribute>(
    name: K,
    move: Move<NonNullable<AwsSecurityFinding[K]>, NonNullable<FindingProviderFields[K]>>,
  ): void {
    const atTop = sent[name];
    const atProvider = given[name];
    if (atProvider !== undefined) provider[name] = atProvider;
    else if (atTop !== undefined) provider[name] = move.toProvider(atTop);

    if (atProvider !== undefined && (isNew || atTop === undefined)) top[name] = move.toTop(atProvider, atTop);
    else if (atTop !== undefined) top[name] = move.complete(atTop);
  }

  resolve('Confidence', same);
  resolve('Criticality', same);
  resolve('RelatedFindings', same);
  resolve('Severity', severity);
  resolve('Types', same);
  // Written out, like all that every finding goes through: copying the members of other objects takes longer.
  return {
    Confidence: top.Confidence,
    Criticality: top.Criticality,
    RelatedFindings: top.RelatedFindings,
    Severity: top.Severity,
    Types: top.Types,
    FindingProviderFields: Object.keys(provider).length > 0 ? provider : undefined,
  };
}
