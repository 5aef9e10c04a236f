import { defineConfig } from '@playwright/test';
import { findChromium } from './scripts/setup/find-chromium.mjs';

/**
 * Journeys through a real demo, started once. Those in `e2e/clouds` switch its clouds' faults, make and remove connections
 * or count what is read, so they run one after another. The others hang on none of that, and bring bills in a currency of
 * their own; what they share is who the demo's people are. What holds of every page is looked at by whoever is free.
 */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/e2e',
  globalSetup: './e2e/setup/start-demo.ts',
  workers: 3,
  projects: [
    { name: 'clouds', testMatch: 'clouds/*.spec.ts', workers: 1 },
    { name: 'console', testIgnore: ['clouds/*.spec.ts', 'accessibility.spec.ts'], workers: 1 },
    { name: 'accessibility', testMatch: 'accessibility.spec.ts', fullyParallel: true, workers: 2 },
  ],
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    // Set by the global set-up, before any test reads it.
    baseURL: process.env.MILLWRIGHT_E2E_URL,
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: findChromium() ?? undefined,
      args: ['--no-sandbox', '--disable-quic'],
    },
  },
});
