/** What an account defines in a hub: custom actions, custom insights and automation rules. Few rows, each list bounded by a quota. */
export interface DefinitionKey {
  account: string;
  region: string;
  /** The last part of the ARN: a custom action's own id, a UUID otherwise. */
  id: string;
}

export interface ActionTargetRow extends DefinitionKey {
  name: string;
  description: string;
  createdAt: string;
}

export interface InsightRow extends DefinitionKey {
  name: string;
  /** JSON text of AwsSecurityFindingFilters, checked. */
  filters: string;
  groupByAttribute: string;
  createdAt: string;
}

export interface AutomationRuleRow extends DefinitionKey {
  name: string;
  description: string;
  /** 1 to 1000: rules with lower numbers are applied first. */
  order: number;
  enabled: boolean;
  /** No rule after it is applied to a finding that it matches. */
  terminal: boolean;
  /** JSON text of AutomationRulesFindingFilters, checked. */
  criteria: string;
  /** JSON text of a list of AutomationRulesAction, checked. */
  actions: string;
  createdAt: string;
  updatedAt: string;
  /** The user id of the principal. */
  createdBy: string;
}

/** `exists`: there is one with this id. `full`: there are as many as there may be. */
export type Creation = 'created' | 'exists' | 'full';

/**
 * Lists are in the order in which the definitions were created. Hubs that share a database and create at the same
 * moment may pass a quota by a few; within one hub it is exact.
 */
export interface DefinitionStore {
  listActionTargets(account: string, region: string): Promise<ActionTargetRow[]>;
  createActionTarget(row: ActionTargetRow, quota: number): Promise<Creation>;
  /** Changes what is given. False if it is not there. */
  updateActionTarget(
    key: DefinitionKey,
    changes: Partial<Pick<ActionTargetRow, 'name' | 'description'>>,
  ): Promise<boolean>;
  deleteActionTarget(key: DefinitionKey): Promise<boolean>;

  listInsights(account: string, region: string): Promise<InsightRow[]>;
  createInsight(row: InsightRow, quota: number): Promise<Creation>;
  /** Changes what is given. False if it is not there. */
  updateInsight(
    key: DefinitionKey,
    changes: Partial<Pick<InsightRow, 'name' | 'filters' | 'groupByAttribute'>>,
  ): Promise<boolean>;
  deleteInsight(key: DefinitionKey): Promise<boolean>;

  listAutomationRules(account: string, region: string): Promise<AutomationRuleRow[]>;
  /** Creates a rule with its tags, all or nothing. */
  createAutomationRule(
    row: AutomationRuleRow,
    quota: number,
    start?: { arn: string; tags: Readonly<Record<string, string>> },
  ): Promise<Creation>;
  /** Changes what is given. False if it is not there. */
  updateAutomationRule(key: DefinitionKey, changes: AutomationRuleChanges): Promise<boolean>;
  /** Removes a rule with the tags of its ARN. */
  deleteAutomationRule(key: DefinitionKey, arn: string): Promise<boolean>;
}

export type AutomationRuleChanges = Pick<AutomationRuleRow, 'updatedAt'> &
  Partial<Omit<AutomationRuleRow, keyof DefinitionKey | 'createdAt' | 'createdBy'>>;
