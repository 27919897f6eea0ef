import type { ColumnType } from 'kysely';

/**
 * The control tables as Kysely sees them, in both dialects: booleans are 0 and 1, lists are JSON text,
 * instants are ISO 8601 text. Every table that is keyed by an account has it first in its primary key, so that it can
 * be distributed by account; `access_keys`, `products` and `settings` are small and belong on every node.
 */
export interface ControlTables {
  accounts: AccountsTable;
  principals: PrincipalsTable;
  access_keys: AccessKeysTable;
  hubs: HubsTable;
  products: ProductsTable;
  subscriptions: SubscriptionsTable;
  tags: TagsTable;
  settings: SettingsTable;
  action_targets: ActionTargetsTable;
  insights: InsightsTable;
  automation_rules: AutomationRulesTable;
  product_health: ProductHealthTable;
  product_health_errors: ProductHealthErrorsTable;
  ended_sessions: EndedSessionsTable;
  views: ViewsTable;
  event_rules: EventRulesTable;
  event_sinks: EventSinksTable;
  deliveries: DeliveriesTable;
}

interface AccountsTable {
  account: string;
  name: string;
  created_at: string;
}

interface PrincipalsTable {
  account: string;
  name: string;
  policies: string;
  created_at: string;
}

export interface AccessKeysTable {
  access_key_id: string;
  account: string;
  principal: string;
  secret: string;
  session_token: string | null;
  active: number;
  created_at: string;
}

export interface HubsTable {
  account: string;
  region: string;
  subscribed_at: string;
  auto_enable_controls: number;
  control_finding_generator: string;
}

interface ProductsTable {
  company: string;
  product: string;
  owner_account: string;
  company_name: string;
  product_name: string;
  description: string;
  /** JSON list of strings, as `allowed_accounts` is. */
  categories: string;
  allowed_accounts: string;
  created_at: string;
}

interface SubscriptionsTable {
  account: string;
  region: string;
  company: string;
  product: string;
  created_at: string;
}

/** One row a tag, so that callers who change different tags of a resource at once do not undo each other's work. */
interface TagsTable {
  account: string;
  arn: string;
  key: string;
  /** The Region of the ARN, so that a hub's tags can go with the hub. */
  region: string;
  value: string;
}

interface SettingsTable {
  name: string;
  value: string;
}

/** What belongs to an account's hub in a Region. */
interface DefinitionColumns {
  account: string;
  region: string;
  id: string;
  name: string;
  created_at: string;
}

interface ActionTargetsTable extends DefinitionColumns {
  description: string;
}

interface InsightsTable extends DefinitionColumns {
  /** JSON text, as `criteria` and `actions` of a rule are. */
  filters: string;
  group_by_attribute: string;
}

interface AutomationRulesTable extends DefinitionColumns {
  description: string;
  rule_order: number;
  enabled: number;
  terminal: number;
  criteria: string;
  actions: string;
  updated_at: string;
  created_by: string;
}

/** A number that can outgrow 32 bits, which some drivers give as text. */
type Count = ColumnType<number | string, number, number>;

interface ProductHealthTable {
  account: string;
  region: string;
  /** Empty, as `product`, for what is unknown. */
  company: string;
  product: string;
  created: Count;
  updated: Count;
  ignored: Count;
  refused: Count;
  first_attempt: string | null;
  last_attempt: string | null;
  first_import: string | null;
  last_import: string | null;
}

export interface ProductHealthErrorsTable {
  account: string;
  region: string;
  company: string;
  product: string;
  kind: string;
  code: string;
  count: Count;
  last_seen: string;
  finding_id: string;
  message: string;
}

interface EndedSessionsTable {
  account: string;
  id: string;
  until: string;
}

interface ViewsTable {
  account: string;
  id: string;
  owner: string;
  name: string;
  query: string;
  shared: number;
  created_at: string;
  updated_at: string;
}

interface EventRulesTable extends DefinitionColumns {
  description: string;
  enabled: number;
  pattern: string;
  /** JSON list of strings. */
  sinks: string;
  until: string | null;
  updated_at: string;
}

interface EventSinksTable extends DefinitionColumns {
  kind: string;
  enabled: number;
  target: string;
  secret: string;
  updated_at: string;
  last_delivered_at: string | null;
  last_error_at: string | null;
  last_error: string | null;
}

export interface DeliveriesTable {
  account: string;
  id: string;
  region: string;
  sink: string;
  rule: string;
  event: string;
  detail_type: string;
  subject: string;
  time: string;
  body: string;
  state: string;
  attempts: number;
  due: string;
  message: string | null;
  tried: string | null;
}
