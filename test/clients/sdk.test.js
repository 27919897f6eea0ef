import { pagingSuite } from './support/paging.js';
import { sdkCaller } from './support/sdk.js';
import { clientSuite } from './support/suite.js';

clientSuite('AWS SDK for JavaScript v3', sdkCaller, undefined);
pagingSuite('AWS SDK for JavaScript v3', sdkCaller, undefined);
