import { cliCaller, cliMissing } from './support/cli.js';
import { clientSuite } from './support/suite.js';

clientSuite('AWS CLI', cliCaller, cliMissing());
