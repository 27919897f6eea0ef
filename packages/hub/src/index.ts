export type { RootCredentials } from './access/first-start.js';
export { DEFAULTS, type HubConfig, MAX_RETENTION_DAYS } from './config.js';
export { type Hub, startHub } from './server.js';
export type { Comparison, CopyProgress } from './store/copy/copy.js';
export { copyStore } from './store/copy/open.js';
export { type MigrationReport, migrateDatabase } from './store/postgres/migrate.js';
