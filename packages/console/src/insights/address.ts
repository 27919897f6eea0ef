import { hrefTo } from '../router/location.js';

export const insightHref = (arn: string): string => hrefTo('/insights/results', { arn });

export const insightEditHref = (arn: string): string => hrefTo('/insights/edit', { arn });
