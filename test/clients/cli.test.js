import { cliCaller, cliMissing } from './support/cli.js';
import { pagingSuite } from './support/paging.js';
import { clientSuite } from './support/suite.js';

clientSuite('AWS CLI', cliCaller, cliMissing());
pagingSuite('AWS CLI', cliCaller, cliMissing());
