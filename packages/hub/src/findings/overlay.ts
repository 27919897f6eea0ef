import type { AwsSecurityFinding } from '@docket/asff';
import type { Members } from './document.js';

/**
 * A finding's members with some changed, in the order of the service's model. Each is written out because engines make
 * such an object thirty times faster than one that a loop fills, and turn it into text faster, too: every finding that is
 * imported goes through here.
 *
 * @param changes undefined takes a member away
 */
export function overlay(finding: Members, changes: Members): Members {
  return {
    SchemaVersion: 'SchemaVersion' in changes ? changes.SchemaVersion : finding.SchemaVersion,
    Id: 'Id' in changes ? changes.Id : finding.Id,
    ProductArn: 'ProductArn' in changes ? changes.ProductArn : finding.ProductArn,
    ProductName: 'ProductName' in changes ? changes.ProductName : finding.ProductName,
    CompanyName: 'CompanyName' in changes ? changes.CompanyName : finding.CompanyName,
    Region: 'Region' in changes ? changes.Region : finding.Region,
    GeneratorId: 'GeneratorId' in changes ? changes.GeneratorId : finding.GeneratorId,
    AwsAccountId: 'AwsAccountId' in changes ? changes.AwsAccountId : finding.AwsAccountId,
    Types: 'Types' in changes ? changes.Types : finding.Types,
    FirstObservedAt: 'FirstObservedAt' in changes ? changes.FirstObservedAt : finding.FirstObservedAt,
    LastObservedAt: 'LastObservedAt' in changes ? changes.LastObservedAt : finding.LastObservedAt,
    CreatedAt: 'CreatedAt' in changes ? changes.CreatedAt : finding.CreatedAt,
    UpdatedAt: 'UpdatedAt' in changes ? changes.UpdatedAt : finding.UpdatedAt,
    Severity: 'Severity' in changes ? changes.Severity : finding.Severity,
    Confidence: 'Confidence' in changes ? changes.Confidence : finding.Confidence,
    Criticality: 'Criticality' in changes ? changes.Criticality : finding.Criticality,
    Title: 'Title' in changes ? changes.Title : finding.Title,
    Description: 'Description' in changes ? changes.Description : finding.Description,
    Remediation: 'Remediation' in changes ? changes.Remediation : finding.Remediation,
    SourceUrl: 'SourceUrl' in changes ? changes.SourceUrl : finding.SourceUrl,
    ProductFields: 'ProductFields' in changes ? changes.ProductFields : finding.ProductFields,
    UserDefinedFields: 'UserDefinedFields' in changes ? changes.UserDefinedFields : finding.UserDefinedFields,
    Malware: 'Malware' in changes ? changes.Malware : finding.Malware,
    Network: 'Network' in changes ? changes.Network : finding.Network,
    NetworkPath: 'NetworkPath' in changes ? changes.NetworkPath : finding.NetworkPath,
    Process: 'Process' in changes ? changes.Process : finding.Process,
    Threats: 'Threats' in changes ? changes.Threats : finding.Threats,
    ThreatIntelIndicators:
      'ThreatIntelIndicators' in changes ? changes.ThreatIntelIndicators : finding.ThreatIntelIndicators,
    Resources: 'Resources' in changes ? changes.Resources : finding.Resources,
    Compliance: 'Compliance' in changes ? changes.Compliance : finding.Compliance,
    VerificationState: 'VerificationState' in changes ? changes.VerificationState : finding.VerificationState,
    WorkflowState: 'WorkflowState' in changes ? changes.WorkflowState : finding.WorkflowState,
    Workflow: 'Workflow' in changes ? changes.Workflow : finding.Workflow,
    RecordState: 'RecordState' in changes ? changes.RecordState : finding.RecordState,
    RelatedFindings: 'RelatedFindings' in changes ? changes.RelatedFindings : finding.RelatedFindings,
    Note: 'Note' in changes ? changes.Note : finding.Note,
    Vulnerabilities: 'Vulnerabilities' in changes ? changes.Vulnerabilities : finding.Vulnerabilities,
    PatchSummary: 'PatchSummary' in changes ? changes.PatchSummary : finding.PatchSummary,
    Action: 'Action' in changes ? changes.Action : finding.Action,
    FindingProviderFields:
      'FindingProviderFields' in changes ? changes.FindingProviderFields : finding.FindingProviderFields,
    Sample: 'Sample' in changes ? changes.Sample : finding.Sample,
    GeneratorDetails: 'GeneratorDetails' in changes ? changes.GeneratorDetails : finding.GeneratorDetails,
    ProcessedAt: 'ProcessedAt' in changes ? changes.ProcessedAt : finding.ProcessedAt,
    AwsAccountName: 'AwsAccountName' in changes ? changes.AwsAccountName : finding.AwsAccountName,
    Detection: 'Detection' in changes ? changes.Detection : finding.Detection,
  } satisfies Record<keyof AwsSecurityFinding, unknown>;
}
