import { type LimitTable, text } from './limit.js';

const CONFIDENCE = { minimum: 0, maximum: 100 } as const;
const PORT = { minimum: 0, maximum: 65535 } as const;

/** `namespace/category/classifier`. The namespace is free: real providers use others than the five documented ones. */
const TYPES = { maxItems: 50, uniqueItems: true, items: { pattern: '^([^/]+)(/[^/]+){0,2}$' } } as const;
const RELATED_FINDINGS = { minItems: 1, maxItems: 10 } as const;

/** Limits of a finding outside of its resources' details, from the service's documentation of each member. */
export const FINDING_LIMITS: LimitTable = {
  'AwsSecurityFinding.SchemaVersion': { enum: ['2018-10-08'] },
  'AwsSecurityFinding.Id': text(512),
  'AwsSecurityFinding.ProductArn': text(2048, 12),
  'AwsSecurityFinding.ProductName': text(128),
  'AwsSecurityFinding.CompanyName': text(128),
  'AwsSecurityFinding.Region': text(16),
  'AwsSecurityFinding.GeneratorId': text(512),
  'AwsSecurityFinding.AwsAccountId': { pattern: '^[0-9]{12}$' },
  'AwsSecurityFinding.AwsAccountName': text(50),
  'AwsSecurityFinding.Types': TYPES,
  'AwsSecurityFinding.Confidence': CONFIDENCE,
  'AwsSecurityFinding.Criticality': CONFIDENCE,
  'AwsSecurityFinding.Title': text(256),
  'AwsSecurityFinding.Description': text(1024),
  'AwsSecurityFinding.ProductFields': {
    maxProperties: 50,
    keys: { maxLength: 128 },
    values: { maxLength: 2048 },
    // The service adds its own to what the provider sent, and takes both back in an export that is imported again.
    exemptPrefix: 'aws/securityhub/',
  },
  'AwsSecurityFinding.UserDefinedFields': {
    maxProperties: 50,
    keys: { maxLength: 128 },
    values: { maxLength: 1024 },
  },
  'AwsSecurityFinding.Malware': { maxItems: 5 },
  'AwsSecurityFinding.Threats': { minItems: 1, maxItems: 32 },
  'AwsSecurityFinding.ThreatIntelIndicators': { minItems: 1, maxItems: 5 },
  'AwsSecurityFinding.Resources': { minItems: 1, maxItems: 32 },
  'AwsSecurityFinding.RelatedFindings': RELATED_FINDINGS,

  'FindingProviderFields.Confidence': CONFIDENCE,
  'FindingProviderFields.Criticality': CONFIDENCE,
  'FindingProviderFields.RelatedFindings': RELATED_FINDINGS,
  'FindingProviderFields.Types': TYPES,
  'FindingProviderSeverity.Original': text(64),

  'Severity.Product': { fraction: true },
  'Severity.Normalized': { minimum: 0, maximum: 100 },
  'Severity.Original': text(64),

  'Compliance.RelatedRequirements': { maxItems: 32 },
  'Compliance.AssociatedStandards': { maxItems: 20 },

  'Note.Text': text(512),
  'Note.UpdatedBy': text(512),

  'Recommendation.Text': text(512),

  'Malware.Name': text(64),
  'Malware.Path': text(512),

  'Network.Protocol': text(16),
  'Network.SourcePort': PORT,
  'Network.SourceDomain': text(128),
  'Network.DestinationPort': PORT,
  'Network.DestinationDomain': text(128),
  'PortRange.Begin': PORT,
  'PortRange.End': PORT,
  'NetworkHeader.Protocol': text(16),
  'NetworkPathComponent.ComponentId': text(32),
  'NetworkPathComponent.ComponentType': text(32),

  'ProcessDetails.Name': text(64),
  'ProcessDetails.Path': text(512),

  'Threat.Name': text(128),
  'Threat.Severity': text(128),
  'Threat.FilePaths': { minItems: 1, maxItems: 5 },
  'FilePaths.FilePath': text(128),
  'FilePaths.FileName': text(128),
  'FilePaths.ResourceId': text(128),
  'FilePaths.Hash': text(128),

  'ThreatIntelIndicator.Value': text(512),
  'ThreatIntelIndicator.Source': text(64),

  'PatchSummary.Id': text(256),
  'PatchSummary.RebootOption': text(256),
  'PatchSummary.Operation': text(256),

  'ActionRemotePortDetails.PortName': text(128, 0),
  'ActionLocalPortDetails.PortName': text(128, 0),
  'NetworkConnectionAction.Protocol': text(64),
  'AwsApiCallAction.Api': text(128, 0),
  'AwsApiCallAction.ServiceName': text(128, 0),
  'AwsApiCallActionDomainDetails.Domain': text(128, 0),
  'DnsRequestAction.Domain': text(128, 0),
  'DnsRequestAction.Protocol': text(64),
  'GeoLocation.Lat': { fraction: true },
  'GeoLocation.Lon': { fraction: true },

  'GeneratorDetails.Labels': { minItems: 0, maxItems: 10 },

  'Cvss.BaseScore': { fraction: true },
  'Vulnerability.EpssScore': { fraction: true },

  'Sequence.Actors': { maxItems: 10 },
  'Sequence.Endpoints': { maxItems: 10 },
  'Sequence.SequenceIndicators': { maxItems: 100 },
  'Sequence.Signals': { minItems: 1, maxItems: 100 },
  'Signal.Severity': { fraction: true },
  'Signal.SignalIndicators': { maxItems: 100 },
  'NetworkGeoLocation.Lat': { fraction: true },
  'NetworkGeoLocation.Lon': { fraction: true },
};
