import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { addCounts, toCountsLine } from './counts';
import { readPlaywrightCounts, readVitestCounts, readVitestFailures } from './read-report';

async function file(report: object): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'millwright-counts-')), 'report.json');
  await writeFile(path, JSON.stringify(report));
  return path;
}

const vitestReport = {
  numPassedTests: 5,
  numFailedTests: 1,
  numPendingTests: 1,
  numTodoTests: 1,
  testResults: [
    {
      name: 'a.test.ts',
      status: 'failed',
      message: '',
      assertionResults: [
        { fullName: 'adds', status: 'failed', failureMessages: ['expected 1 to be 2'] },
        { fullName: 'reads', status: 'passed', failureMessages: [] },
      ],
    },
    { name: 'b.test.ts', status: 'failed', message: 'Cannot find module', assertionResults: [] },
    {
      name: 'c.test.ts',
      status: 'passed',
      message: '',
      assertionResults: [{ fullName: 'c', status: 'passed', failureMessages: [] }],
    },
  ],
};

test('a test file that could not be loaded counts as a failure', async () => {
  expect(await readVitestCounts(await file(vitestReport))).toEqual({ passed: 5, failed: 2, skipped: 2 });
});

test('what failed is named with what it said', async () => {
  expect(await readVitestFailures(await file(vitestReport))).toEqual([
    'a.test.ts › adds\nexpected 1 to be 2',
    'b.test.ts\nCannot find module',
  ]);
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
