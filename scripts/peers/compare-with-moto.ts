import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { execa } from 'execa';
import { z } from 'zod';
import { connectionRunSchema } from '@/lib/api/contracts/connections';
import { type Resource, resourceSchema } from '@/lib/api/contracts/inventory';
import { migrate } from '@/lib/store/database/migrate';
import { withThrowawayPostgres } from '@/lib/store/database/throwaway-postgres';
import type { Counts } from '../counts/counts';
import { type Compared, comparedSchema, compareInventory } from './compare-inventory';
import { compareMetrics, expectedMetricsSchema } from './compare-metrics';
import { runMillwright } from './run-millwright';
import { startMoto } from './start-moto';

const regions = ['us-east-1', 'eu-west-1'];
const gapSchema = z.object({ region: z.string(), subject: z.string(), fault: z.string() });
const expectedSchema = z.object({
  resources: z.array(comparedSchema),
  /** ARNs of what moto brings along by itself. */
  defaults: z.array(z.string()),
  /** What moto cannot answer, and how that has to be told. */
  gaps: z.array(gapSchema),
});
const syncSchema = z.object({ runs: z.array(connectionRunSchema.pick({ outcome: true, gaps: true })) });

/**
 * Builds a fleet in moto, reads it with Millwright's CLI into a database of its own, and compares every resource, field
 * by field, with what boto3 says is there. Each resource counts as one test, and so does the list of gaps. Then publishes
 * metrics of its instances, and compares what is read of those.
 */
export async function compareWithMoto(): Promise<Counts> {
  const moto = await startMoto();
  try {
    await runPython('fleet.py', [moto.endpoint]);
    const { gaps, shown } = await withThrowawayPostgres(async ({ url }) => {
      await migrate(url);
      return readWithMillwright(url, moto.endpoint);
    });
    const expected = expectedSchema.parse(JSON.parse(await runPython('expect.py', [moto.endpoint, ...regions])));
    const { equal, faults } = compareInventory(expected.resources, shown);
    const gapFaults = compareGaps(expected.gaps, gaps);
    for (const fault of [...faults, ...gapFaults]) console.error(fault);
    console.log(
      `moto: ${equal} of ${expected.resources.length} resources equal in every field (${expected.defaults.length} of them moto's own); ${gaps.length} gaps told, ${expected.gaps.length} foreseen`,
    );
    const published = JSON.parse(await runPython('publish_metrics.py', [moto.endpoint, ...regions]));
    const ofMetrics = await compareMetrics(moto.endpoint, regions, expectedMetricsSchema.parse(published));
    return {
      passed: equal + (gapFaults.length === 0 ? 1 : 0) + ofMetrics.passed,
      failed: faults.length + (gapFaults.length === 0 ? 0 : 1) + ofMetrics.failed,
      skipped: 0,
    };
  } finally {
    await moto.stop();
  }
}

async function readWithMillwright(databaseUrl: string, endpoint: string) {
  const env = {
    DATABASE_URL: databaseUrl,
    MILLWRIGHT_KEY: randomBytes(32).toString('base64'),
    MILLWRIGHT_EGRESS_ALLOW: '127.0.0.1/32',
    PEER_KEY_ID: 'peer',
    PEER_KEY: 'peer',
  };
  const settings = [`endpoint=${endpoint}`, `regions=${regions.join(',')}`].flatMap((pair) => ['--setting', pair]);
  const secrets = ['accessKeyId=env:PEER_KEY_ID', 'secretAccessKey=env:PEER_KEY'].flatMap((pair) => ['--secret', pair]);
  await runMillwright(env, ['connections', 'add', 'moto', '--provider', 'aws', ...settings, ...secrets]);
  const { runs } = syncSchema.parse(await runMillwright(env, ['connections', 'sync', 'moto', '--now']));
  const listed = await runMillwright(env, ['inventory', 'list']);
  const { items } = z.object({ items: z.array(resourceSchema) }).parse(listed);
  return { gaps: runs.flatMap((run) => run.gaps), shown: items.map(toCompared) };
}

function toCompared(resource: Resource): Compared {
  const { createdAt, ...rest } = resource;
  return comparedSchema.parse({ ...rest, createdAt: createdAt === null ? null : Date.parse(createdAt) });
}

function compareGaps(expected: z.infer<typeof gapSchema>[], found: Partial<z.infer<typeof gapSchema>>[]): string[] {
  const toKeys = (gaps: typeof found) => gaps.map(({ region, subject, fault }) => `${fault}: ${subject} in ${region}`);
  const [wanted, shown] = [toKeys(expected), toKeys(found)];
  return [
    ...wanted.filter((key) => !shown.includes(key)).map((key) => `the gap "${key}" is not told`),
    ...shown.filter((key) => !wanted.includes(key)).map((key) => `the gap "${key}" was not foreseen`),
  ];
}

async function runPython(script: string, args: string[]): Promise<string> {
  const { stdout } = await execa('python3', [join(import.meta.dirname, script), ...args], { stderr: 'inherit' });
  return stdout;
}
