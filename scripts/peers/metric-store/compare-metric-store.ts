import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import type { Counts } from '../../counts/counts';
import { readVitestCounts } from '../../counts/read-report';
import { type EngineUnderTest, toEnvironment } from './engine-under-test';
import { startReceivingPrometheus, startVictoriaMetrics } from './start-engine';

const root = join(import.meta.dirname, '..', '..', '..');
const lateDays = 3;

/** Runs the suite of every metric store against a real Prometheus. */
export async function compareWithReceivingPrometheus(program: string): Promise<Counts> {
  const engine = await startReceivingPrometheus(program, `${lateDays}d`);
  const strict = await startReceivingPrometheus(program, null);
  try {
    return await runSuite({
      name: 'Prometheus',
      url: engine.url,
      strictUrl: strict.url,
      flushUrl: null,
      takesAll: false,
      lateDays,
    });
  } finally {
    await engine.stop();
    await strict.stop();
  }
}

/** Runs the suite of every metric store against a real VictoriaMetrics. */
export async function compareWithVictoriaMetrics(program: string): Promise<Counts> {
  const engine = await startVictoriaMetrics(program);
  try {
    return await runSuite({
      name: 'VictoriaMetrics',
      url: engine.url,
      strictUrl: null,
      flushUrl: `${engine.url}/internal/force_flush`,
      takesAll: true,
      lateDays,
    });
  } finally {
    await engine.stop();
  }
}

async function runSuite(engine: EngineUnderTest): Promise<Counts> {
  const report = join(root, 'test-results', `metric-store-${engine.name}.json`);
  await rm(report, { force: true });
  const args = ['run', '--config', 'scripts/peers/metric-store/vitest.config.ts'];
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { exitCode } = await execa(
    process.execPath,
    [join(root, 'node_modules/vitest/vitest.mjs'), ...args, ...reporters],
    { cwd: root, env: toEnvironment(engine), stdio: 'inherit', reject: false },
  );
  const counts = await readVitestCounts(report);
  return exitCode === 0 || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}
