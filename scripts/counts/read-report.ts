import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Counts } from './counts';

const count = z.number().int().nonnegative();

const vitestSchema = z.object({
  numPassedTests: count,
  numFailedTests: count,
  numPendingTests: count,
  numTodoTests: count,
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) })),
});

const playwrightSchema = z.object({
  stats: z.object({ expected: count, unexpected: count, flaky: count, skipped: count }),
  errors: z.array(z.unknown()),
});

/** Counts of a Vitest JSON report. A file that could not even be loaded counts as one failure. */
export async function readVitestCounts(file: string): Promise<Counts> {
  const report = vitestSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** Counts of a Playwright JSON report. A test that passed only when tried again has failed. */
export async function readPlaywrightCounts(file: string): Promise<Counts> {
  const { stats, errors } = playwrightSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  };
}
