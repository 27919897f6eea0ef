import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// Tests run as compiled: what is tested is what ships, and worker threads need real JavaScript files.
export default defineConfig({
  test: {
    include: ['packages/*/dist/**/*.test.js', 'packages/console/src/**/*.test.ts', 'test/**/*.test.js'],
    globalSetup: ['packages/hub/dist/testing/postgres/setup.js'],
    setupFiles: ['test/support/seed.js'],
    // Many tests wait, for timers, disks and pages, so two at once also help where there are only two cores.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
