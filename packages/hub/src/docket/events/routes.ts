import type { EventRouter } from '../../events/router.js';
import type { SinkParts } from '../../events/sinks/open.js';
import type { DocketRoute } from '../route.js';
import { deliveryRoutes } from './deliveries.js';
import { invokeActionRoute } from './invoke-action.js';
import { RULE_ROUTES } from './rules.js';
import { sinkRoutes } from './sinks.js';
import { tailRoutes } from './tails.js';
import { TEST_PATTERN_ROUTE } from './test-pattern.js';
import { testSinkRoute } from './test-sink.js';

export interface EventRouteParts {
  router: EventRouter;
  sinks: SinkParts;
  /** There is something to deliver; of a sink that is named, now. */
  awake: (sink?: string) => void;
  /** Aborted when the hub stops. */
  stopping: AbortSignal;
}

/** Everything under /_docket/ that is about events. */
export const eventRoutes = ({ router, sinks, awake, stopping }: EventRouteParts): DocketRoute[] => [
  ...RULE_ROUTES,
  TEST_PATTERN_ROUTE,
  ...sinkRoutes(sinks, awake),
  testSinkRoute(sinks, awake, stopping),
  ...deliveryRoutes(awake),
  ...tailRoutes(stopping),
  invokeActionRoute(router, awake),
];
