export type { RootCredentials } from './access/first-start.js';
export { DEFAULTS, type HubConfig } from './config.js';
export { type Hub, startHub } from './server.js';
