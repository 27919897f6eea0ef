import base from '../vitest.config.js';
import { compiled, testFilesByEngine } from './support/engines.js';

/** The tests of everything above the store, on PostgreSQL: `npm run test:postgres`. */
export default {
  test: {
    ...base.test,
    include: testFilesByEngine().both.map(compiled),
    env: { DOCKET_TEST_ENGINE: 'postgres' },
  },
};
