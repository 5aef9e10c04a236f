import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '') } },
  test: {
    include: ['{app,bench,components,lib,prisma,sandbox,scripts}/**/*.test.{ts,tsx}'],
    globalSetup: ['lib/store/database/test-server.ts'],
    pool: 'forks',
    // The slow ones wait, for hangs and leases to run out, more than they work.
    maxWorkers: availableParallelism() + 1,
    hookTimeout: 60_000,
    testTimeout: 30_000,
  },
});
