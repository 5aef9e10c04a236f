import { defineConfig } from '@playwright/test';
import { findChromium } from './scripts/setup/find-chromium.mjs';

/**
 * Journeys through a real demo, started once. They switch its clouds' faults on and off, so they run one after another;
 * what holds of every page whatever the clouds do is looked at meanwhile.
 */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/e2e',
  globalSetup: './e2e/setup/start-demo.ts',
  workers: 2,
  projects: [
    { name: 'accessibility', testMatch: 'accessibility.spec.ts', workers: 1 },
    { name: 'journeys', testIgnore: 'accessibility.spec.ts', workers: 1 },
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
