import type { RetentionPolicy } from '../operating/retention.js';
import { authorizeReading, type DocketRoute } from './route.js';

/**
 * Tells how long findings are kept to whoever may read them. It is set where the hub is started, so that nobody who reaches
 * the hub can have everything deleted.
 */
export const retentionRoute = ({ days, archivedDays }: RetentionPolicy): DocketRoute => ({
  method: 'GET',
  path: '/_docket/retention',
  name: 'docket:GetRetention',
  async handle(_input, context) {
    await authorizeReading(context);
    return {
      status: 200,
      body: {
        ...(days !== undefined && { Days: days }),
        ...(archivedDays !== undefined && { ArchivedDays: archivedDays }),
      },
    };
  },
});
