import { hrefTo } from '../router/location.js';

/** The editor of a rule. */
export const ruleHref = (arn: string): string => hrefTo('/automation/rule', { arn });
