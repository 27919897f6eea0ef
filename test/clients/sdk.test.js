import { sdkCaller } from './support/sdk.js';
import { clientSuite } from './support/suite.js';

clientSuite('AWS SDK for JavaScript v3', sdkCaller, undefined);
