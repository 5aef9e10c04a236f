import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');

/** The suite of every metric store against an engine; `compare-metric-store.ts` starts both. */
export default defineConfig({
  root,
  resolve: { alias: { '@': root } },
  test: {
    include: ['scripts/peers/metric-store/engine-suite.ts'],
    globalSetup: ['lib/store/database/test-server.ts'],
    hookTimeout: 60_000,
    testTimeout: 120_000,
  },
});
