import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Counts } from './counts';

const count = z.number().int().nonnegative();

const vitestSchema = z.object({
  numPassedTests: count,
  numFailedTests: count,
  numPendingTests: count,
  numTodoTests: count,
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()).nullish() }),
      ),
    }),
  ),
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

/** What failed in a Vitest JSON report, an entry each: file, test and the first lines of its message. */
export async function readVitestFailures(file: string): Promise<string[]> {
  const report = vitestSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  return report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((assertion) => assertion.status === 'failed');
    if (failed.length === 0) return status === 'failed' ? [`${name}\n${shorten(message)}`] : [];
    return failed.map(({ fullName, failureMessages }) => {
      const said = failureMessages?.map(shorten).join('\n') ?? 'It left no message.';
      return `${name} › ${fullName}\n${said}`;
    });
  });
}

function shorten(message: string): string {
  return message.split('\n').slice(0, 12).join('\n').slice(0, 1_500);
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
