import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addCounts, type Counts, toCountsLine } from './counts/counts';
import { readPlaywrightCounts, readVitestCounts, readVitestFailures } from './counts/read-report';

const root = join(import.meta.dirname, '..');
const results = join(root, 'test-results');
const unitReport = join(results, 'unit.json');
const journeyReport = join(results, 'e2e.json');

/** Runs a program of the checkout in plain sight and resolves with its exit code. */
async function run(script: string, args: string[], env: Record<string, string> = {}): Promise<number> {
  const child = spawn(process.execPath, [join(root, script), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  const [code] = await once(child, 'exit');
  return code ?? 1;
}

/** What a run that ended badly came to: its report, or one failure when it wrote none or hides what went wrong. */
async function toCounts(code: number, what: string, read: () => Promise<Counts>): Promise<Counts> {
  try {
    const counts = await read();
    if (code === 0 || counts.failed > 0) return counts;
    console.error(`${what} ended with code ${code} although every test passed.`);
    return { ...counts, failed: 1 };
  } catch (error) {
    console.error(
      `${what} ended with code ${code} and left no report: ${error instanceof Error ? error.message : error}`,
    );
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

async function runUnitTests(): Promise<Counts> {
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`];
  // Every file runs in a process of its own, most of them with the same libraries.
  const env = { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compiled') };
  const code = await run('node_modules/vitest/vitest.mjs', args, env);
  return toCounts(code, 'Vitest', () => readVitestCounts(unitReport));
}

async function runJourneys(): Promise<Counts> {
  if ((await run('scripts/setup.mjs', ['--build'])) !== 0) {
    console.error('The journeys did not run: the console could not be built.');
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: journeyReport };
  const code = await run('node_modules/@playwright/test/cli.js', ['test', '--reporter=list,json'], env);
  return toCounts(code, 'Playwright', () => readPlaywrightCounts(journeyReport));
}

await mkdir(results, { recursive: true });
await Promise.all([unitReport, journeyReport].map((report) => rm(report, { force: true })));
const unit = await runUnitTests();
const journeys = await runJourneys();
const total = addCounts([unit, journeys]);
// Said again here because the journeys' output, which tells its own failures last, buries the units'.
const unitFailures = await readVitestFailures(unitReport).catch(() => []);
for (const failure of unitFailures) console.log(`\nFAILED: ${failure}`);
await writeFile(join(results, 'test.counts.json'), JSON.stringify(total));
console.log(`\nUnit: ${toCountsLine(unit)}\nJourneys: ${toCountsLine(journeys)}\n${toCountsLine(total)}`);
if (total.failed > 0) process.exitCode = 1;
