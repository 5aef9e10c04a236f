import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { addCounts, toCountsLine } from './counts';
import { readPlaywrightCounts, readVitestCounts } from './read-report';

async function file(report: object): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'millwright-counts-')), 'report.json');
  await writeFile(path, JSON.stringify(report));
  return path;
}

test('a test file that could not be loaded counts as a failure', async () => {
  const report = await file({
    numPassedTests: 5,
    numFailedTests: 1,
    numPendingTests: 1,
    numTodoTests: 1,
    testResults: [
      { status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] },
      { status: 'failed', assertionResults: [] },
      { status: 'passed', assertionResults: [{ status: 'passed' }] },
    ],
  });
  expect(await readVitestCounts(report)).toEqual({ passed: 5, failed: 2, skipped: 2 });
});

test('a journey that passed only on a second try has failed, and so has a run with errors of its own', async () => {
  const report = await file({
    stats: { expected: 9, unexpected: 1, flaky: 1, skipped: 0 },
    errors: [{ message: 'x' }],
  });
  expect(await readPlaywrightCounts(report)).toEqual({ passed: 9, failed: 3, skipped: 0 });
});

test('the line names skipped tests only when there are any', () => {
  const parts = [
    { passed: 2, failed: 0, skipped: 0 },
    { passed: 3, failed: 1, skipped: 0 },
  ];
  expect(toCountsLine(addCounts(parts))).toBe('5 passed, 1 failed');
  expect(toCountsLine(addCounts([...parts, { passed: 0, failed: 0, skipped: 4 }]))).toBe(
    '5 passed, 1 failed, 4 skipped',
  );
});
