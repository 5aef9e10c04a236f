import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const tests = '**/*.test.{ts,tsx}';
/** Folders whose tests share nothing that one could leave behind for the next: no servers, clocks or stand-ins. */
const pure = ['components', 'lib/analytics', 'lib/domain', 'lib/format'].map((folder) => `${folder}/${tests}`);

export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '') } },
  test: {
    pool: 'forks',
    // The slow ones wait, for hangs and leases to run out, more than they work.
    maxWorkers: availableParallelism() + 1,
    projects: [
      // A process for each file costs more than the tests in it.
      { extends: true, test: { name: 'pure', include: pure, isolate: false } },
      {
        extends: true,
        test: {
          name: 'alone',
          include: [`{app,bench,components,lib,prisma,sandbox,scripts}/${tests}`],
          exclude: pure,
          globalSetup: ['lib/store/database/test-server.ts'],
          hookTimeout: 60_000,
          testTimeout: 30_000,
        },
      },
    ],
  },
});
